package org.rsmtck.reports.picture;

import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.EdgeStraighteningStrategy;
import org.eclipse.elk.alg.layered.options.FixedAlignment;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.rsmtck.explore.picture.Diagram;
import org.rsmtck.explore.picture.Diagram.Edge;
import org.rsmtck.explore.picture.Diagram.Node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the parts of a diagram go, from top to bottom. Lengths are in pixels; x grows to the right
 * and y downwards. The same diagram gets the same layout each time.
 */
record Layout(double width, double height, List<Box> boxes, List<Path> paths) {

    /** A state. */
    record Box(Node node, Sign inside, double x, double y, double width, double height) {}

    /** A corner of a path. */
    record Point(double x, double y) {}

    /**
     * From one box to another.
     *
     * @param points at least two
     * @param at the upper left corner of the sign
     */
    record Path(Edge edge, List<Point> points, Sign sign, Point at) {}

    /** Of a letter of a state's name, rounded up. */
    private static final double NAME_LETTER = 8.8;

    private static final double WORDS_LETTER = 6.6;
    private static final int SIDE = 14;

    /** Letters on a line inside a box, and beside a path. */
    private static final int INSIDE = 27;

    private static final int BESIDE = 15;
    private static final int NARROWEST = 110;

    /** What stands above the causes inside a box. */
    static int headOf(Node node) {
        return node.words().isEmpty() ? 40 : 52;
    }

    static Layout of(Diagram diagram) {
        ElkNode root = root();
        Map<String, ElkNode> boxes = new LinkedHashMap<>();
        Map<String, Sign> insides = new LinkedHashMap<>();
        for (Node node : diagram.nodes()) {
            Sign inside = Sign.of(node.inside(), INSIDE);
            ElkNode box = ElkGraphUtil.createNode(root);
            box.setDimensions(width(node, inside), height(node, inside));
            boxes.put(node.name(), box);
            insides.put(node.name(), inside);
        }
        Map<Edge, ElkEdge> edges = new LinkedHashMap<>();
        Map<Edge, Sign> signs = new LinkedHashMap<>();
        for (Edge edge : diagram.edges()) {
            Sign sign = Sign.of(edge.causes(), BESIDE);
            ElkEdge line =
                    ElkGraphUtil.createSimpleEdge(boxes.get(edge.from()), boxes.get(edge.to()));
            ElkLabel label = ElkGraphUtil.createLabel(edge.from() + " to " + edge.to(), line);
            label.setDimensions(sign.width(), sign.height());
            label.setProperty(LayeredOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
            edges.put(edge, line);
            signs.put(edge, sign);
        }
        boxes.values()
                .iterator()
                .next()
                .setProperty(LayeredOptions.LAYERING_LAYER_CONSTRAINT, LayerConstraint.FIRST);
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        return new Layout(
                root.getWidth(),
                root.getHeight(),
                diagram.nodes().stream()
                        .map(node -> box(node, insides.get(node.name()), boxes.get(node.name())))
                        .toList(),
                diagram.edges().stream()
                        .map(edge -> path(edge, signs.get(edge), edges.get(edge)))
                        .toList());
    }

    private static ElkNode root() {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(16));
        root.setProperty(LayeredOptions.RANDOM_SEED, 1);
        root.setProperty(LayeredOptions.THOROUGHNESS, 40);
        root.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.MODEL_ORDER);
        root.setProperty(
                LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_BK_FIXED_ALIGNMENT, FixedAlignment.BALANCED);
        root.setProperty(
                LayeredOptions.NODE_PLACEMENT_BK_EDGE_STRAIGHTENING,
                EdgeStraighteningStrategy.IMPROVE_STRAIGHTNESS);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 20.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 14.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 6.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 22.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 16.0);
        return root;
    }

    private static double width(Node node, Sign inside) {
        double name = node.name().length() * NAME_LETTER;
        double words = node.words().length() * WORDS_LETTER;
        double text = Math.max(Math.max(name, words), inside.width());
        return Math.max(NARROWEST, Math.ceil(text) + 2 * SIDE);
    }

    private static double height(Node node, Sign inside) {
        return headOf(node) + (inside.lines().isEmpty() ? 0 : inside.height() + 10);
    }

    private static Box box(Node node, Sign inside, ElkNode box) {
        return new Box(node, inside, box.getX(), box.getY(), box.getWidth(), box.getHeight());
    }

    private static Path path(Edge edge, Sign sign, ElkEdge line) {
        ElkEdgeSection section = line.getSections().getFirst();
        List<Point> points = new ArrayList<>();
        points.add(new Point(section.getStartX(), section.getStartY()));
        for (ElkBendPoint bend : section.getBendPoints()) {
            points.add(new Point(bend.getX(), bend.getY()));
        }
        points.add(new Point(section.getEndX(), section.getEndY()));
        ElkLabel label = line.getLabels().getFirst();
        return new Path(edge, points, sign, new Point(label.getX(), label.getY()));
    }
}
