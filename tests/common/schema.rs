//! A validator for the part of JSON Schema that `schema/` uses; an unknown keyword fails, so that no rule is passed over in silence.
//!
//! The crates that validate all of JSON Schema bring some fifty others, for a test of two files.

use serde_json::Value;

/// What is wrong with `value`, with the path to it; empty where all is well.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    check(schema, schema, value, "$", &mut out);
    out
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, out: &mut Vec<String>) {
    let Some(rules) = schema.as_object() else { return };
    for (rule, want) in rules {
        let good = match rule.as_str() {
            "$schema" | "$id" | "title" | "description" | "$defs" | "properties" | "additionalProperties" => true,
            "$ref" => {
                let name = want.as_str().and_then(|r| r.strip_prefix("#/$defs/")).expect("a reference into $defs");
                check(root, &root["$defs"][name], value, at, out);
                true
            }
            "type" => match want {
                Value::Array(any) => any.iter().any(|t| is(t, value)),
                one => is(one, value),
            },
            "enum" => want.as_array().is_some_and(|any| any.contains(value)),
            "const" => want == value,
            "minimum" => value.as_f64().is_none_or(|x| Some(x) >= want.as_f64()),
            "maximum" => value.as_f64().is_none_or(|x| Some(x) <= want.as_f64()),
            "pattern" => {
                let pattern = regex::Regex::new(want.as_str().expect("a pattern")).expect("a pattern");
                value.as_str().is_none_or(|text| pattern.is_match(text))
            }
            "required" => {
                let missing: Vec<&str> =
                    want.as_array().expect("names").iter().filter_map(Value::as_str).filter(|k| value.get(k).is_none()).collect();
                missing.is_empty()
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, want, item, &format!("{at}[{i}]"), out);
                }
                true
            }
            "oneOf" => {
                let all: Vec<Vec<String>> = want.as_array().expect("schemas").iter().map(|s| collected(root, s, value, at)).collect();
                if !all.iter().any(Vec::is_empty) {
                    out.extend(all.into_iter().min_by_key(Vec::len).unwrap_or_default());
                }
                true
            }
            unknown => panic!("the validator does not know {unknown}"),
        };
        if !good {
            out.push(format!("{at}: {rule} {want}"));
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let path = format!("{at}.{key}");
        match (schema["properties"].get(key), schema.get("additionalProperties")) {
            (Some(known), _) => check(root, known, inner, &path, out),
            (None, Some(Value::Bool(false))) => out.push(format!("{path}: not in the schema")),
            (None, Some(any)) => check(root, any, inner, &path, out),
            (None, None) => {}
        }
    }
}

fn collected(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut out = Vec::new();
    check(root, schema, value, at, &mut out);
    out
}

fn is(name: &Value, value: &Value) -> bool {
    match name.as_str() {
        Some("null") => value.is_null(),
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => panic!("unknown type {name}"),
    }
}
