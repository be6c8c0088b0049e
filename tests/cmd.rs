//! Console sessions in Markdown: what an officer types, and what the program answers.

#[test]
fn console_sessions_go_as_written() {
    let cases = trycmd::TestCases::new();
    for (variable, value) in [
        ("GIT_CONFIG_GLOBAL", "/dev/null"),
        ("GIT_CONFIG_NOSYSTEM", "1"),
        ("GIT_AUTHOR_NAME", "P. Jansen"),
        ("GIT_AUTHOR_EMAIL", "p.jansen@voorbeeld.example"),
        ("GIT_COMMITTER_NAME", "P. Jansen"),
        ("GIT_COMMITTER_EMAIL", "p.jansen@voorbeeld.example"),
    ] {
        cases.env(variable, value);
    }
    cases.case("tests/cmd/*.md");
}
