//! Why a page could not be made of a template: in Dutch, with the words of the template engine behind it.

use minijinja::{Error, ErrorKind};

/// Why a page could not be made of a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A file in the repository's own folder takes the place of no template.
    #[error("«site-templates/{name}» vervangt geen sjabloon; bekend zijn: {}", known.join(", "))]
    Unknown {
        /// The file, from `site-templates/`.
        name: String,
        /// The templates there are.
        known: Vec<String>,
    },
    /// A template is wrong.
    #[error("«site-templates/{name}»{}: {message}", line_in_words(*line))]
    Wrong {
        /// The file, from `site-templates/`.
        name: String,
        /// The line, from 1; nought when it is not known.
        line: usize,
        /// What is wrong, and what the template engine says.
        message: String,
    },
}

impl TemplateError {
    /// What the engine says, told by the innermost template: an error in an included one is not that of the one that includes it.
    pub(in crate::render) fn of(error: &Error) -> Self {
        let mut chain = vec![error];
        while let Some(cause) = std::error::Error::source(chain[chain.len() - 1]).and_then(|cause| cause.downcast_ref::<Error>()) {
            chain.push(cause);
        }
        let innermost = chain[chain.len() - 1];
        let named = chain.iter().rev().find(|error| error.name().is_some()).copied().unwrap_or(error);
        let detail = innermost.detail().map_or_else(|| innermost.kind().to_string(), |detail| format!("{}: {detail}", innermost.kind()));
        let message = format!("{} (de sjabloontaal zegt: {detail})", in_dutch(innermost));
        Self::Wrong { name: named.name().unwrap_or("?").to_owned(), line: named.line().unwrap_or(0), message }
    }
}

fn line_in_words(line: usize) -> String {
    if line == 0 { String::new() } else { format!(", regel {line}") }
}

/// What is wrong, for who wrote the template.
fn in_dutch(error: &Error) -> &'static str {
    let is_deep = error.detail().is_some_and(|detail| ["recursion", "cycle in template inheritance"].iter().any(|deep| detail.contains(deep)));
    match error.kind() {
        ErrorKind::SyntaxError if is_deep => "dit is te diep genest",
        ErrorKind::SyntaxError | ErrorKind::InvalidDelimiter | ErrorKind::BadEscape => {
            "hier klopt de schrijfwijze niet; kijk of elke {{ en {% op deze regel weer dichtgaat, en of elk blok zijn einde heeft"
        }
        ErrorKind::UndefinedError => "hier staat een naam die dit sjabloon niet kent; vergelijk hem met het sjabloon van klacht",
        ErrorKind::UnknownFilter => "achter | staat een filter dat er niet is",
        ErrorKind::UnknownTest => "achter «is» staat een toets die er niet is",
        ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => "hier wordt iets aangeroepen dat er niet is",
        ErrorKind::TemplateNotFound => "hier wordt een sjabloon gebruikt dat er niet is",
        ErrorKind::UnknownBlock => "hier wordt een blok gevuld dat het andere sjabloon niet heeft",
        ErrorKind::TooManyArguments | ErrorKind::MissingArgument => "hier staan te veel of te weinig waarden tussen de haakjes",
        ErrorKind::OutOfFuel => "dit sjabloon komt niet klaar; kijk of er iets zichzelf blijft herhalen",
        _ if is_deep => "dit sjabloon haalt zichzelf steeds weer binnen; kijk naar include, extends en macro’s",
        _ => "hier wordt iets gevraagd wat met deze waarde niet kan",
    }
}

#[cfg(test)]
mod tests {
    use minijinja::{Environment, UndefinedBehavior};

    use super::*;

    /// What is said when the first of these templates is filled in.
    fn said(sources: &[(&str, &str)]) -> String {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(100_000));
        environment.set_recursion_limit(60);
        let added: Result<Vec<()>, Error> =
            sources.iter().map(|(name, source)| environment.add_template_owned((*name).to_owned(), (*source).to_owned())).collect();
        let error = added.err().unwrap_or_else(|| environment.get_template(sources[0].0).unwrap().render(()).unwrap_err());
        TemplateError::of(&error).to_string()
    }

    #[test]
    fn every_mistake_is_named_with_file_and_line_in_dutch() {
        for (source, words) in [
            ("een\n{{ naam }}", "een naam die dit sjabloon niet kent"),
            ("een\n{{ 1|dag }}", "een filter dat er niet is"),
            ("een\n{{ 1 is vreemd }}", "een toets die er niet is"),
            ("een\n{{ som() }}", "niet"),
            ("een\n{{ 1", "schrijfwijze"),
            ("een\n{% include 'weg.html' %}", "een sjabloon gebruikt dat er niet is"),
            ("een\n{{ 'a' + 1 }}", "met deze waarde niet kan"),
            ("een\n{% include 'a.html' %}", "haalt zichzelf steeds weer binnen"),
            ("een\n{% for a in range(1000) %}{% for b in range(1000) %}.{% endfor %}{% endfor %}", "komt niet klaar"),
        ] {
            let said = said(&[("a.html", source)]);
            assert!(said.starts_with("«site-templates/a.html», regel 2: ") && said.contains(words), "{source}: {said}");
        }
    }

    #[test]
    fn mistake_in_an_included_template_is_told_by_that_one() {
        let said = said(&[("a.html", "{% include 'delen/b.html' %}"), ("delen/b.html", "\n\n{{ naam }}")]);
        assert!(said.starts_with("«site-templates/delen/b.html», regel 3: "), "{said}");
    }
}
