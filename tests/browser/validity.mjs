// Whether pages are HTML as the standard says.
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { fact } from "./harness.mjs";

/** The standard of HTML, as html-validate judges it; what is only taste is left out. */
export async function valid(site, pages) {
  const taste = ["long-title", "no-trailing-whitespace", "doctype-style", "void-style", "attribute-boolean-style", "attribute-empty-style", "tel-non-breaking"];
  const rules = {
    ...Object.fromEntries(taste.map((rule) => [rule, "off"])),
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
    "wcag/h32": "off", // the search answers while one types: there is nothing to send
    "prefer-native-element": ["error", { exclude: ["region"] }], // a table that scrolls is a region inside its section
  };
  const judge = new HtmlValidate({ extends: ["html-validate:recommended"], rules });
  for (const page of pages) {
    const { results } = await judge.validateFile(join(site, page));
    const messages = results.flatMap((result) => result.messages);
    fact(`${page} is valid`, messages.map((message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
  }
}
