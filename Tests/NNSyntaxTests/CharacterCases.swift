/// Characters that can't be seen, or not be told from others. Columns count scalars.
let characterCases: [Case] = [
  Case("mark in the middle", "x = \u{FEFF}1\n#~  ^ error stray-byte-order-mark: U+FEFF"),
  Case("NUL", "x = a\0b\n#~   ^ error nul-character: NUL"),
  Case("NUL after the last line", "x = 1\n  \0\n#~^ error nul-character: NUL"),
  Case("escape", "x = a\u{1B}[31m\n#~   ^ error control-character: U+001B"),
  Case("escape in a comment", "x = 1 # \u{1B}[31m\n#~      ^ error control-character: U+001B"),
  Case("escape in a string", "model m \"\u{1B}\"\n#~       ^ error control-character: U+001B"),
  Case("line separator", "x = 1 \u{2028}\n#~    ^ error line-separator: U+2028\ny = 1"),
  Case("next line", "x = 1\u{85}\n#~   ^ error line-separator: U+0085"),
  Case("no-break space", "x =\u{A0}1\n#~ ^ error unusual-space: plain space"),
  Case("ideographic space", "x =\u{3000}1\n#~ ^ error unusual-space: U+3000"),
  Case("form feed", "x =\u{C}1\n#~ ^ error unusual-space: U+000C"),
  Case("vertical tab", "x =\u{B}1\n#~ ^ error unusual-space: U+000B"),
  Case(
    "bidirectional override in a comment", "x = 1 # \u{202E}\n#~      ^ error bidirectional-control: U+202E"),
  Case(
    "bidirectional isolate in a string",
    "model m \"\u{2066}\"\n#~       ^ error bidirectional-control: U+2066"),
  Case("bidirectional mark in a name", "x = a\u{200F}b\n#~   ^ error bidirectional-control: U+200F"),
  Case("joiner in a name", "y = re\u{200D}lu(x)\n#~    ^ error invisible-character: U+200D"),
  Case("zero-width space", "x = \u{200B}1\n#~  ^ error invisible-character: U+200B"),
  Case("emoji", "x = 😀\n#~  ^ error unexpected-character: U+1F600"),
  Case("lone mark", "x = \u{301}\n#~  ^ error unexpected-character: U+0301"),
  Case(
    "stack of marks",
    "x = a" + String(repeating: "\u{301}", count: 9) + "\n#~  ^^^^^^^^^^ error too-many-combining-marks: 9"),
  Case("wide characters before", "名前 = 0x1F\n#~   ^^^^ error number-in-other-base: 31"),
  Case("combining mark before", "e\u{301} = 0x1F\n#~   ^^^^ error number-in-other-base: 31"),
  Case(
    "long name",
    "x = " + String(repeating: "n", count: 256) + "\n#~  " + String(repeating: "^", count: 256)
      + " error name-too-long: 256 bytes"),
  Case(
    "long number",
    "x = 0." + String(repeating: "1", count: 399) + "\n#~  " + String(repeating: "^", count: 401)
      + " error number-too-long: 401 characters"),
]
