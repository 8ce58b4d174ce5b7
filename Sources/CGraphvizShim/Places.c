#include "CGraphvizShim.h"

#include <gvc.h>

// Where a layout has put things.

_Static_assert(sizeof(GraphvizPoint) == sizeof(pointf), "points are two doubles");

static GraphvizPoint place_of(pointf place) { return (GraphvizPoint){place.x, place.y}; }

GraphvizPoint graphviz_node_place(GraphvizObject *node) { return place_of(ND_coord((Agnode_t *)node)); }

GraphvizBox graphviz_box(GraphvizGraph *graph) {
  Agraph_t *of = (Agraph_t *)graph;
  return (GraphvizBox){place_of(GD_bb(of).LL), place_of(GD_bb(of).UR)};
}

bool graphviz_label_place(GraphvizGraph *graph, GraphvizPoint *place) {
  const textlabel_t *label = GD_label((Agraph_t *)graph);
  if (!label || !label->set) return false;
  *place = place_of(label->pos);
  return true;
}

// The splines of an edge stand at its end that goes out.
static const splines *curves(GraphvizObject *edge) { return ED_spl(AGMKOUT((Agedge_t *)edge)); }

size_t graphviz_curve_count(GraphvizObject *edge) {
  const splines *all = curves(edge);
  return all ? (size_t)all->size : 0;
}

GraphvizCurve graphviz_curve(GraphvizObject *edge, size_t index) {
  const bezier *curve = &curves(edge)->list[index];
  return (GraphvizCurve){
    .points = (const GraphvizPoint *)curve->list,
    .count = (size_t)curve->size,
    .has_tail_tip = curve->sflag != 0,
    .has_head_tip = curve->eflag != 0,
    .tail_tip = place_of(curve->sp),
    .head_tip = place_of(curve->ep),
  };
}
