// What report.css is held to: that it says what was meant, once, in one way.
export default {
  rules: Object.fromEntries([
    "annotation-no-unknown", "at-rule-no-unknown", "at-rule-no-vendor-prefix", "block-no-empty",
    "color-no-invalid-hex", "comment-no-empty", "custom-property-no-missing-var-function",
    "declaration-block-no-duplicate-custom-properties", "declaration-block-no-duplicate-properties",
    "declaration-block-no-redundant-longhand-properties", "declaration-block-no-shorthand-property-overrides",
    "font-family-no-duplicate-names", "function-calc-no-unspaced-operator", "function-no-unknown",
    "keyframe-block-no-duplicate-selectors", "length-zero-no-unit", "media-feature-name-no-unknown",
    "media-query-no-invalid", "named-grid-areas-no-invalid", "no-duplicate-at-import-rules",
    "no-duplicate-selectors", "no-empty-source", "no-invalid-double-slash-comments",
    "no-invalid-position-at-import-rule", "property-no-unknown", "property-no-vendor-prefix",
    "selector-anb-no-unmatchable", "selector-no-vendor-prefix", "selector-pseudo-class-no-unknown",
    "selector-type-no-unknown", "shorthand-property-no-redundant-values",
    "string-no-newline", "unit-no-unknown", "value-no-vendor-prefix",
  ].map((rule) => [rule, true]).concat([
    ["color-hex-length", "short"],
    ["color-named", "never"],
    ["function-url-scheme-allowed-list", []],
    ["selector-pseudo-element-no-unknown", true, { ignorePseudoElements: ["details-content"] }],
    ["max-nesting-depth", 0],
    ["value-keyword-case", "lower", { ignoreKeywords: ["/^[A-Z][A-Za-z]+$/"] }],
  ].map(([rule, ...settings]) => [rule, settings]))),
};
