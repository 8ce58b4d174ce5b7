// swift-tools-version: 6.2
import PackageDescription

// What the C files of the kernels include, once for each type of number and instruction set.
let kernelTexts = ["loops", "math", "moves", "packed", "products", "undefine", "variant", "vectors"].map {
  "\($0).inc"
}

// The targets form one chain, so that the compiler itself forbids an upward call:
// NNSyntax <- NNGraph <- NNRuntime <- NNFigure <- NNC <- NNDocs <- nnc, with Graphviz, the
// kernels in C and files at the side.
let package = Package(
  name: "nnc",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "NNC", targets: ["NNC"]),
    .executable(name: "nnc", targets: ["nnc"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CGraphviz", pkgConfig: "libgvc",
      providers: [.apt(["libgraphviz-dev"]), .brew(["graphviz"])]),
    .target(name: "CXXHash"),
    .target(name: "CMustache"),
    .target(name: "CGraphvizShim", dependencies: ["CGraphviz"]),
    .target(name: "Graphviz", dependencies: ["CGraphviz", "CGraphvizShim"]),
    .target(name: "NNSyntax"),
    .target(
      name: "NNGraph",
      dependencies: ["NNSyntax", .product(name: "RealModule", package: "swift-numerics")]),
    .target(name: "CKernels", exclude: kernelTexts),
    .target(
      name: "NNRuntime",
      dependencies: ["NNGraph", "CKernels", .product(name: "HeapModule", package: "swift-collections")]),
    .target(name: "NNFigure", dependencies: ["NNRuntime", "Graphviz"]),
    .target(name: "NNC", dependencies: ["NNFigure"]),
    .target(name: "NNFiles", dependencies: ["NNGraph"]),
    .target(
      name: "NNDocs", dependencies: ["NNC", "NNFiles", "Graphviz", "CMustache", "CXXHash"],
      resources: [.embedInCode("Templates")]),
    .executableTarget(
      name: "nnc",
      dependencies: [
        "NNC", "NNDocs", "NNFiles", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(name: "BenchmarkSide", dependencies: ["NNC", "NNFiles"], path: "Benchmarks/Side"),
    .testTarget(name: "GraphvizTests", dependencies: ["Graphviz"]),
    .testTarget(name: "NNSyntaxTests", dependencies: ["NNSyntax"]),
    .testTarget(name: "NNGraphTests", dependencies: ["NNRuntime"], exclude: ["Goldens"]),
    .testTarget(name: "NNRuntimeTests", dependencies: ["NNRuntime", "CKernels"], exclude: ["Goldens"]),
    .testTarget(name: "NNFigureTests", dependencies: ["NNC"]),
    .testTarget(name: "NNCTests", dependencies: ["NNC", "nnc"], exclude: ["Goldens"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
