//! Every threshold of the comparison in one place: default, unit, and why. `docs/alignment.md` says on what each was measured.

/// Weights and thresholds of the alignment. Scores run from 0 to 1 unless said otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct AlignOptions {
    /// Share of neighbouring pairs of words in the cosine; the rest is single words.
    pub bigram: f32,
    /// Weight of a lead-in's words against the statement's own.
    pub lead: f32,
    /// Weight of modal and negating words: they belong to the verdict, not to the match.
    pub modal: f32,
    /// Share of containment in the lexical score; the rest is cosine.
    pub containment: f32,
    /// Fewest content words for which containment counts: two common words are contained in anything.
    pub containment_words: usize,
    /// Share of the aligned meaning (lexicon) in the score; the rest is words.
    pub aligned: f32,
    /// Share of the catalogue (where the two stand among known provisions) in the score; the rest is words and lexicon.
    pub sense: f32,
    /// Share of the provisions the two may both be in the catalogue's part; the rest is the place of their words.
    pub known: f32,
    /// What a pair loses for standing at the two ends of its orders.
    pub apart: f32,
    /// What a pair gains when the two stand in sections on the same matter, and loses when they do not, about a likeness of
    /// [`AlignOptions::USUAL_SECTION`].
    pub section: f32,
    /// What a pair gains for standing out from each side's runner-up.
    pub margin: f32,
    /// What a pair gains when a third agency speaks to both.
    pub bridge: f32,
    /// What a pair gains when what stands beside the two is alike.
    pub beside: f32,
    /// What a pair loses when the two are like everything.
    pub common: f32,
    /// What a pair loses when the two agencies' orders are alike at large, above [`AlignOptions::USUAL_KIN`], and gains below it.
    pub kin: f32,
    /// Lowest score kept as an edge at all.
    pub floor: f32,
    /// Two groups are joined down to this linkage.
    pub join: f32,
    /// How much more two single statements need in order to found a row: nobody else vouches for them.
    pub lone: f32,
    /// Share of the strongest link added to the mean link.
    pub strongest: f32,
    /// A leftover joins a row at this linkage, even where its agency is already there.
    pub leftover: f32,
    /// How much more it needs where its agency says nothing in the row yet.
    pub leftover_first: f32,
    /// How much more it needs where its agency is already there.
    pub leftover_again: f32,
    /// How much more, beside that, for standing at the other end of its order: what an agency says again of a rule mostly stands near.
    pub leftover_far: f32,
    /// A statement that stands in one row also joins another, in which its agency is silent, at this linkage.
    pub also: f32,
    /// The same for a row of one statement.
    pub also_lone: f32,
    /// Least share of its linkage to its own row that the linkage to the second row must have: a statement torn between two rows speaks
    /// to both.
    pub also_share: f32,
    /// One act of a statement joins a row in which its agency is silent at this linkage.
    pub act: f32,
    /// The same for a row of one statement.
    pub act_lone: f32,
    /// How much stronger its linkage to that row must be than to those of its statement.
    pub act_share: f32,
    /// Best candidates kept for a statement in each other agency.
    pub keep: usize,
}

impl AlignOptions {
    /// Likeness of two agencies' orders that neither takes nor gives: the mean of the corpora the weights were measured on.
    pub const USUAL_KIN: f32 = 0.4;
    /// Likeness of two sections that neither gives nor takes, and that of a section of whose headings no word is known.
    pub const USUAL_SECTION: f32 = 0.5;
}

impl Default for AlignOptions {
    fn default() -> Self {
        Self {
            bigram: 0.5578,
            lead: 0.104,
            modal: 0.3822,
            containment: 0.2669,
            containment_words: 6,
            aligned: 0.1205,
            sense: 0.4758,
            known: 0.5056,
            apart: 0.0781,
            section: 0.0289,
            margin: 0.2527,
            bridge: 0.4531,
            beside: 0.1192,
            common: 1.2356,
            kin: 0.1855,
            floor: 0.1,
            join: 0.6357,
            lone: 0.1323,
            strongest: 0.8786,
            leftover: 0.1304,
            leftover_first: 0.0297,
            leftover_again: 0.0152,
            leftover_far: 0.3205,
            also: 0.2143,
            also_share: 0.5424,
            also_lone: 0.1847,
            act: 0.5328,
            act_lone: 0.4438,
            act_share: 1.3,
            keep: 12,
        }
    }
}

/// Thresholds of the verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct VerdictOptions {
    /// Likeness from which two concepts count as the same thing.
    pub same_concept: f32,
    /// Weight of terms only one side has, from which coverage differs.
    pub scope_bar: f32,
    /// The same for numbers, deadlines and specifics.
    pub detail_bar: f32,
    /// The same for words inside a condition, an approval or a consequence.
    pub other_bar: f32,
    /// The bar of every aspect between near copies, where a single word was put in or taken out.
    pub near_bar: f32,
    /// Share of stems two statements must have in common to answer each other.
    pub counterpart: f32,
    /// Share of stems in common from which two statements are near copies, so that single words may be compared.
    pub near_copy: f32,
    /// Tie two statements in other words must have for one to forbid what the other allows.
    pub clash_allowed: f32,
    /// The same for what the other requires: an obligation and a prohibition are more often two rules.
    pub clash_required: f32,
    /// How far two statements must be the same known provision to be taken for one rule, whatever their words.
    pub same_rule: f32,
    /// How far a ban and a leave must be the same known provision for their acts to be the same, whatever words name them.
    pub same_act: f32,
    /// Share of a condition's weight that must be said on the other side for it to be the same condition.
    pub shared_condition: f32,
    /// Least weight of a condition's words for its absence to be a difference.
    pub condition_bar: f32,
    /// Words up to which two statements in other words that are plainly the same known provision, with nothing but unmatched terms between
    /// them, are taken to say the same: of so few words most have no counterpart in a paraphrase. With it agreement on six corpora worded
    /// apart rose from F1 0.12 to 0.21 in the mean, and as many verdicts were right as before.
    pub brief: usize,
    /// Tie that both must have for it.
    pub brief_tie: f32,
}

impl Default for VerdictOptions {
    fn default() -> Self {
        Self {
            same_concept: 0.45,
            scope_bar: 1.4,
            detail_bar: 0.7,
            other_bar: 0.8,
            near_bar: 0.45,
            counterpart: 0.3,
            near_copy: 0.6,
            clash_allowed: 0.25,
            clash_required: 0.5,
            same_rule: 0.5,
            same_act: 0.55,
            shared_condition: 0.52,
            condition_bar: 0.3,
            brief: 16,
            brief_tie: 0.25,
        }
    }
}

/// When two orders are on the same subject. Each bar is what counts as just alike enough.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectOptions {
    /// Share of the shorter title's words that stand in the other.
    pub title: f32,
    /// Cosine of the orders' words.
    pub words: f32,
    /// The same where both agencies bring a single order.
    pub lone: f32,
}

impl Default for SubjectOptions {
    fn default() -> Self {
        Self { title: 0.6, words: 0.5, lone: 0.2 }
    }
}

/// Everything a comparison can be asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Which orders are compared with which.
    pub subject: SubjectOptions,
    /// How statements meet.
    pub align: AlignOptions,
    /// What is said of rows.
    pub verdict: VerdictOptions,
    /// The order every row is measured against (an order id); otherwise the most central cell of each row.
    pub base: Option<String>,
}
