// What report.js, audit.js and the tests are held to.
import js from "@eslint/js";

const names = (list) => Object.fromEntries(list.split(" ").map((name) => [name, "readonly"]));

export default [
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error", "no-implicit-globals": "error", "no-shadow": "error", "no-var": "error",
      "prefer-const": "error",
      // Texts of documents reach the page as text only.
      "no-restricted-syntax": ["error", {
        selector: "AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]",
        message: "text reaches the page through textContent",
      }],
    },
  },
  {
    files: ["**/report.js", "**/audit.js"],
    languageOptions: {
      sourceType: "script",
      globals: names("document window location navigator localStorage addEventListener setTimeout clearTimeout " +
        "getSelection print performance Blob ClipboardItem IntersectionObserver Option URL"),
    },
  },
  {
    files: ["**/*.mjs"],
    languageOptions: { globals: names("console process performance Buffer URL document window location innerWidth navigator axe " +
      "Event NodeFilter getComputedStyle requestAnimationFrame setTimeout") },
  },
];
