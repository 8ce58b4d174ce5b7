@_exported public import NNFigure
@_exported public import NNGraph
@_exported public import NNRuntime
@_exported public import NNSyntax
