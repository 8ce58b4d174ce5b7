internal import NNC

/// The colours of figures within pages, where a dark page is asked for by the reader's system or by the reader.
let darkSheet = """
  @media screen and (prefers-color-scheme: dark) {
  \(darkRules(scope: ":root:not([data-theme=light]) .nnc"))
  }
  @media screen {
  \(darkRules(scope: ":root[data-theme=dark] .nnc"))
  }

  """
