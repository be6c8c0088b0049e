//! Shapes into the keywords of JSON Schema, draft 7: the one editors know.

use serde_json::{Map, Value, json};

use super::meaning::{DOSSIER, Meanings, RULES};
use crate::source::{Member, Shape, dossier_shape, rules_shape};

/// The draft these keywords are of.
const DRAFT: &str = "http://json-schema.org/draft-07/schema#";
/// A day from 1990 to 2100 that its month has; that only a leap year has a 29 February, `format` may see.
const DAY: &str = "^(199[0-9]|20[0-9]{2}|2100)-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))$";
/// The number of a dossier: four digits, or more without noughts before them; never nought.
const NUMBER: &str = "^K-[1-9][0-9]{3}-(0{3}[1-9]|0{2}[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3,8})$";
/// A length of time.
const PERIOD: &str = "^[0-9]{1,4} (werkdag|werkdagen|dag|dagen|week|weken|maand|maanden|jaar)$";
/// An e-mail address.
const EMAIL: &str = "^[^@\\s]+@[^@\\s]+\\.[^@\\s]*$";

/// The schema of the front matter of a dossier.
#[must_use]
pub fn dossier_schema() -> String {
    document(&dossier_shape(), "De kop van een klachtdossier", &Meanings::of(DOSSIER))
}

/// The schema of the rule file.
#[must_use]
pub fn rules_schema() -> String {
    document(&rules_shape(), "De regels van een organisatie: dossiers/regeling.yaml", &Meanings::of(RULES))
}

fn document(shape: &Shape, title: &str, meanings: &Meanings) -> String {
    let mut schema = schema(shape, &[], meanings);
    schema.insert("$schema".to_owned(), json!(DRAFT));
    schema.insert("title".to_owned(), json!(title));
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema holds texts, lists and maps only");
    text.push('\n');
    text
}

/// The keywords of a shape at the end of this way of keys.
fn schema(shape: &Shape, way: &[&str], meanings: &Meanings) -> Map<String, Value> {
    let keywords = match shape {
        Shape::Version(version) => json!({"enum": [version.parse::<u32>().ok(), version]}),
        Shape::Text => text(),
        Shape::TextOr(words) => json!({"anyOf": [{"enum": words}, text()]}),
        Shape::Word(words) => json!({"enum": words}),
        Shape::Date => json!({"type": "string", "format": "date", "pattern": DAY}),
        Shape::Number => json!({"type": "string", "pattern": NUMBER}),
        Shape::Period => json!({"type": "string", "pattern": PERIOD}),
        Shape::Count => json!({"anyOf": [{"type": "integer", "minimum": 0, "maximum": u16::MAX}, {"type": "string", "pattern": "^[0-9]{1,5}$"}]}),
        Shape::Email => json!({"type": "string", "pattern": EMAIL}),
        Shape::List(entry) => json!({"type": "array", "items": schema(entry, way, meanings)}),
        Shape::Named(behind) => json!({"type": "object", "minProperties": 1, "additionalProperties": schema(behind, way, meanings)}),
        Shape::Either(shapes) => json!({"anyOf": shapes.iter().map(|shape| schema(shape, way, meanings)).collect::<Vec<_>>()}),
        Shape::Choice(members) => object(members, way, meanings),
        Shape::Group(members) => {
            let mut object = object(members, way, meanings);
            // Keys of the officer's own, which nobody reads.
            object["patternProperties"] = json!({"^x_": true});
            object
        }
    };
    match keywords {
        Value::Object(keywords) => keywords,
        _ => unreachable!("every shape becomes an object"),
    }
}

/// Any characters: what an editor takes for a number, a day or yes and no is a text as well, but nothing at all is not.
fn text() -> Value {
    json!({"type": ["string", "number", "boolean"], "pattern": "\\S"})
}

fn object(members: &[Member], way: &[&str], meanings: &Meanings) -> Value {
    let properties: Map<String, Value> = members.iter().map(|member| property(member, way, meanings)).collect();
    let needed: Vec<&str> = members.iter().filter(|member| member.needed).map(|member| member.key).collect();
    let mut object = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !needed.is_empty() {
        object["required"] = json!(needed);
    }
    object
}

/// A key with the keywords of what stands behind it, and what it means.
fn property(member: &Member, way: &[&str], meanings: &Meanings) -> (String, Value) {
    let further = [way, &[member.key]].concat();
    let mut keywords = schema(&member.shape, &further, meanings);
    if let Some(meaning) = meanings.get(way, member.key) {
        keywords.insert("description".to_owned(), json!(meaning));
    }
    (member.key.to_owned(), Value::Object(keywords))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Field;
    use crate::domain::{MessageKind, Vocabulary};

    fn parsed(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    /// Every property anywhere in a schema, with the way to it.
    fn properties(schema: &Value, way: &str, found: &mut Vec<(String, Value)>) {
        match schema {
            Value::Object(keywords) => {
                for (key, value) in keywords {
                    let properties_of = (key == "properties").then(|| value.as_object()).flatten();
                    match properties_of {
                        Some(members) => members.iter().for_each(|(name, member)| {
                            found.push((format!("{way}.{name}"), member.clone()));
                            properties(member, &format!("{way}.{name}"), found);
                        }),
                        None => properties(value, way, found),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| properties(item, way, found)),
            _ => {}
        }
    }

    #[test]
    fn every_field_is_in_the_schema_of_a_dossier_and_tells_what_it_means() {
        let mut found = Vec::new();
        properties(&parsed(&dossier_schema()), "", &mut found);
        for field in Field::ALL {
            assert!(found.iter().any(|(way, _)| way.ends_with(&format!(".{field}"))), "{field}");
        }
        for (way, property) in &found {
            assert!(property["description"].as_str().is_some_and(|told| told.len() > 5), "{way}");
        }
    }

    #[test]
    fn every_group_of_the_rule_file_tells_what_it_is() {
        let schema = parsed(&rules_schema());
        for (key, property) in schema["properties"].as_object().unwrap() {
            assert!(property["description"].is_string(), "{key}");
        }
        assert_eq!(schema["properties"]["termijnen"]["properties"]["bevestiging"]["required"], json!(["duur", "waarschuwen", "grondslag"]));
        assert_eq!(schema["properties"]["artikelen"]["required"].as_array().unwrap().len(), 23);
    }

    #[test]
    fn words_are_those_of_the_vocabulary() {
        let schema = parsed(&dossier_schema());
        let kind = &schema["properties"]["correspondentie"]["items"]["properties"]["soort"]["enum"];
        assert_eq!(*kind, json!(MessageKind::WORDS));
        assert_eq!(schema["properties"]["kanaal"]["enum"], json!(["e-mail", "post"]));
    }

    #[test]
    fn appellant_is_a_word_or_a_person_and_the_accused_one_or_more() {
        let schema = parsed(&dossier_schema());
        let appellant = &schema["properties"]["bezwaar"]["properties"]["appellant"]["anyOf"];
        assert_eq!((&appellant[0]["enum"], &appellant[1]["type"]), (&json!(["klachtindiener"]), &json!("object")));
        let accused = &schema["properties"]["beklaagde"]["anyOf"];
        assert_eq!((&accused[0]["type"], &accused[1]["type"]), (&json!("array"), &json!(["string", "number", "boolean"])));
    }
}
