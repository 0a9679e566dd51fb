//! The tree that html5ever builds, with the line of each node: what its ready-made trees leave out.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, ExpandedName, QualName, parse_document};

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    Document,
    Element { name: String, attributes: Vec<(String, String)> },
    Text(String),
    Other,
}

/// One node; `parent` and `children` are indexes.
#[derive(Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub children: Vec<usize>,
    pub line: u32,
    parent: Option<usize>,
    depth: u32,
}

/// A parsed page; node 0 is the document.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
    deepest: u32,
}

/// Browsers stop at 512; the parser's time grows with the square of the depth.
const DEEPEST: u32 = 1500;
/// Elements and words of one page: a manual of a thousand pages has a tenth of it.
const MOST: usize = 2_000_000;
/// Bytes handed to the parser before the depth is looked at again.
const PIECE: usize = 8 << 10;

impl Tree {
    /// The name of an element, empty for anything else.
    pub(super) fn name(&self, node: usize) -> &str {
        match &self.nodes[node].kind {
            Kind::Element { name, .. } => name,
            _ => "",
        }
    }

    pub(super) fn parent(&self, node: usize) -> Option<usize> {
        self.nodes[node].parent
    }

    pub(super) fn attribute(&self, node: usize, wanted: &str) -> Option<&str> {
        match &self.nodes[node].kind {
            Kind::Element { attributes, .. } => attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str()),
            _ => None,
        }
    }
}

/// Parses a page as a browser does; `None` where it is deeper or larger than any page is.
pub(super) fn parse(text: &str) -> Option<Tree> {
    let mut parser = parse_document(Sink::new(), html5ever::ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let end = (PIECE.min(rest.len())..=rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
        parser.process(StrTendril::from(&rest[..end]));
        let made = parser.tokenizer.sink.sink.tree.borrow();
        if made.deepest > DEEPEST || made.nodes.len() > MOST {
            return None;
        }
        drop(made);
        rest = &rest[end..];
    }
    Some(parser.finish())
}

#[derive(Clone)]
struct Handle {
    node: usize,
    name: Rc<QualName>,
}

struct Sink {
    tree: RefCell<Tree>,
    line: Cell<u32>,
    no_name: Rc<QualName>,
}

impl Sink {
    fn new() -> Self {
        let document = Node { kind: Kind::Document, children: Vec::new(), line: 1, parent: None, depth: 0 };
        let no_name = Rc::new(QualName::new(None, html5ever::ns!(), html5ever::local_name!("")));
        Self { tree: RefCell::new(Tree { nodes: vec![document], deepest: 0 }), line: Cell::new(1), no_name }
    }

    fn add(&self, kind: Kind) -> usize {
        let mut tree = self.tree.borrow_mut();
        tree.nodes.push(Node { kind, children: Vec::new(), line: self.line.get(), parent: None, depth: 0 });
        tree.nodes.len() - 1
    }

    fn plain(&self, kind: Kind) -> Handle {
        Handle { node: self.add(kind), name: Rc::clone(&self.no_name) }
    }

    /// Puts a child before the place `at` of its new parent (`None`: last); text is joined to text that stands there.
    fn insert(&self, parent: usize, at: Option<usize>, child: NodeOrText<Handle>) {
        let child = match child {
            NodeOrText::AppendNode(handle) => handle.node,
            NodeOrText::AppendText(text) => {
                let before = {
                    let tree = self.tree.borrow();
                    let children = &tree.nodes[parent].children;
                    at.unwrap_or(children.len()).checked_sub(1).map(|at| children[at])
                };
                if let Some(before) = before
                    && let Kind::Text(words) = &mut self.tree.borrow_mut().nodes[before].kind
                {
                    words.push_str(&text);
                    return;
                }
                // The tokenizer has passed the words by now.
                let passed = text.bytes().filter(|b| *b == b'\n').count() as u32;
                let node = self.add(Kind::Text(text.to_string()));
                let mut tree = self.tree.borrow_mut();
                tree.nodes[node].line = self.line.get().saturating_sub(passed).max(1);
                node
            }
        };
        self.detach(child);
        let mut tree = self.tree.borrow_mut();
        let depth = tree.nodes[parent].depth + 1;
        tree.deepest = tree.deepest.max(depth);
        tree.nodes[child].parent = Some(parent);
        tree.nodes[child].depth = depth;
        let children = &mut tree.nodes[parent].children;
        let at = at.unwrap_or(children.len()).min(children.len());
        children.insert(at, child);
    }

    fn detach(&self, node: usize) {
        let mut tree = self.tree.borrow_mut();
        if let Some(parent) = tree.nodes[node].parent.take() {
            tree.nodes[parent].children.retain(|child| *child != node);
        }
    }

    fn attributes(attributes: Vec<Attribute>) -> Vec<(String, String)> {
        attributes.into_iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect()
    }
}

impl TreeSink for Sink {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        self.tree.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { node: 0, name: Rc::clone(&self.no_name) }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let kind = Kind::Element { name: name.local.to_string(), attributes: Self::attributes(attributes) };
        Handle { node: self.add(kind), name: Rc::new(name) }
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.plain(Kind::Other)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.plain(Kind::Other)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.node, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        if self.tree.borrow().nodes[element.node].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.node == y.node
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(child) = &child {
            self.detach(child.node);
        }
        let place = {
            let tree = self.tree.borrow();
            tree.nodes[sibling.node].parent.map(|p| (p, tree.nodes[p].children.iter().position(|c| *c == sibling.node)))
        };
        if let Some((parent, at)) = place {
            self.insert(parent, at, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if let Kind::Element { attributes: held, .. } = &mut self.tree.borrow_mut().nodes[target.node].kind {
            for (name, value) in Self::attributes(attributes) {
                if !held.iter().any(|(held, _)| *held == name) {
                    held.push((name, value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.node);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut tree = self.tree.borrow_mut();
        let children = std::mem::take(&mut tree.nodes[node.node].children);
        for child in &children {
            tree.nodes[*child].parent = Some(parent.node);
        }
        tree.nodes[parent.node].children.extend(children);
    }

    fn set_current_line(&self, line: u64) {
        self.line.set(line.min(u64::from(u32::MAX)) as u32);
    }
}
