import NNGraph

/// Calls `body` with the offset that a view gives to each element of `shape`, in row-major order.
@inline(__always)
func walk(_ shape: Shape, _ view: View, _ body: (_ element: Int, _ offset: Int) -> Void) {
  let sizes = shape.dimensions
  guard let inner = sizes.last, let step = view.strides.last else { return body(0, view.offset) }
  var index = [Int](repeating: 0, count: sizes.count)
  var offset = view.offset
  var element = 0
  while element < shape.count {
    for k in 0..<inner { body(element + k, offset + k * step) }
    element += inner
    var axis = sizes.count - 2
    while axis >= 0 {
      index[axis] += 1
      offset += view.strides[axis]
      if index[axis] < sizes[axis] { break }
      offset -= view.strides[axis] * sizes[axis]
      index[axis] = 0
      axis -= 1
    }
  }
}
