/// Every kind of diagnostic that reading a file can give; the raw value is the stable identity.
enum Fault: String, CaseIterable {
  // The file as a whole.
  case sourceTooLarge = "source-too-large"
  case binaryFile = "binary-file"
  case utf16 = "utf-16"
  case invalidUTF8 = "invalid-utf-8"
  case otherLanguage = "other-language"
  // Characters.
  case nulCharacter = "nul-character"
  case controlCharacter = "control-character"
  case strayByteOrderMark = "stray-byte-order-mark"
  case lineSeparator = "line-separator"
  case unusualSpace = "unusual-space"
  case bidirectionalControl = "bidirectional-control"
  case invisibleCharacter = "invisible-character"
  case lookalikeCharacter = "lookalike-character"
  case unexpectedCharacter = "unexpected-character"
  case conflictMarker = "conflict-marker"
  case foreignComment = "foreign-comment"
  case wrongOperator = "wrong-operator"
  // Numbers.
  case otherBase = "number-in-other-base"
  case digitSeparator = "digit-separator"
  case decimalComma = "decimal-comma"
  case barePoint = "number-with-bare-point"
  case secondPoint = "number-with-two-points"
  case emptyExponent = "empty-exponent"
  case joinedNumber = "number-joined-to-name"
  case foreignDigit = "foreign-digit"
  case longNumber = "number-too-long"
  case largeNumber = "number-too-large"
  case smallNumber = "number-too-small"
  case inexactInteger = "inexact-integer"
  case noSuchLiteral = "no-infinity-literal"
  // Strings and names.
  case unterminatedString = "unterminated-string"
  case unknownEscape = "unknown-escape"
  case wrongQuotes = "wrong-quotes"
  case longName = "name-too-long"
  case stackedMarks = "too-many-combining-marks"
  case keywordAsName = "keyword-as-name"
  case unknownMember = "unknown-member"
  // Structure.
  case expectedExpression = "expected-expression"
  case expectedName = "expected-name"
  case expectedToken = "expected-token"
  case expectedType = "expected-type"
  case expectedDimension = "expected-dimension"
  case expectedEnd = "expected-end-of-statement"
  case missingComma = "missing-comma"
  case extraComma = "extra-comma"
  case unclosedBracket = "unclosed-bracket"
  case mismatchedBracket = "mismatched-bracket"
  case strayBracket = "stray-bracket"
  case deepNesting = "nesting-too-deep"
  case notAName = "left-side-is-no-name"
  case repeatedArgument = "repeated-argument"
  case positionalAfterNamed = "positional-after-named"
  case secondModel = "second-model"
  case misplacedStatement = "misplaced-statement"
  case returnOutsideLayer = "return-outside-layer"
  case missingReturn = "missing-return"
}

/// The identities of all diagnostics that reading a file can give.
public let syntaxDiagnosticIDs: [String] = Fault.allCases.map(\.rawValue)

/// The largest source that is read, in bytes.
public let sourceSizeLimit = 64 << 20

/// The deepest nesting of brackets, blocks, signs and powers that is read.
let nestingLimit = 64
/// The longest name, in bytes.
let nameLimit = 255
/// The longest run of combining marks in a name.
let markLimit = 8
/// The longest number, in characters.
let numberLimit = 400
