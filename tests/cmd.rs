//! Console sessions in Markdown: what an officer types, and what the program answers.

#[test]
fn console_sessions_go_as_written() {
    trycmd::TestCases::new().case("tests/cmd/*.md");
}
