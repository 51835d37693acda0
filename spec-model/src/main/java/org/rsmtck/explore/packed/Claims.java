package org.rsmtck.explore.packed;

import org.rsmtck.explore.Transition;
import org.rsmtck.explore.property.Property;
import org.rsmtck.explore.property.Property.Mode;
import org.rsmtck.explore.property.Property.OfChange;
import org.rsmtck.explore.property.Property.OfExport;
import org.rsmtck.explore.property.Property.OfImport;
import org.rsmtck.explore.property.Property.OfProcess;
import org.rsmtck.explore.property.Property.OfStep;
import org.rsmtck.explore.property.Property.Touched;
import org.rsmtck.model.ProcessState;
import org.rsmtck.model.World;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The properties that a search looks at, and who is told of them. */
final class Claims {
    static final Claims NONE = new Claims(List.of(), (property, state, transition) -> {});

    private final List<OfProcess> ofProcesses;
    private final List<OfImport> ofImports;
    private final List<OfExport> ofExports;
    private final List<OfChange> ofChanges;
    private final List<OfStep> ofSteps;
    private final PackedWorlds.Findings findings;

    Claims(Collection<Property> properties, PackedWorlds.Findings findings) {
        this.ofProcesses = all(properties, OfProcess.class);
        this.ofImports = all(properties, OfImport.class);
        this.ofExports = all(properties, OfExport.class);
        this.ofChanges = all(properties, OfChange.class);
        this.ofSteps = all(properties, OfStep.class);
        this.findings = findings;
    }

    private static <P> List<P> all(Collection<Property> properties, Class<P> kind) {
        return properties.stream()
                .flatMap(property ->
                        kind.isInstance(property) ? Stream.of(kind.cast(property)) : Stream.empty())
                .toList();
    }

    PackedWorlds.Findings findings() {
        return findings;
    }

    /** What is to be told of this process, apart from what it holds. */
    List<Property> ofProcess(World world, int process) {
        return ofProcesses.stream()
                .filter(property -> isNews(property, property.claim().isTrue(world, process)))
                .map(Property.class::cast)
                .toList();
    }

    List<Property> ofImport(World world, int process, long handle) {
        return ofImports.stream()
                .filter(property ->
                        isNews(property, property.claim().isTrue(world, process, handle)))
                .map(Property.class::cast)
                .toList();
    }

    List<Property> ofExport(World world, int process, long handle) {
        return ofExports.stream()
                .filter(property ->
                        isNews(property, property.claim().isTrue(world, process, handle)))
                .map(Property.class::cast)
                .toList();
    }

    /** The claims about changes that are not true of this one. */
    List<Property> broken(Object before, Object after) {
        if (!(before instanceof ProcessState was) || !(after instanceof ProcessState is)) {
            return List.of();
        }
        return ofChanges.stream()
                .filter(property -> !property.claim().test(was, is))
                .map(Property.class::cast)
                .toList();
    }

    /** The claims about steps that are not true of this one. */
    List<Property> broken(Transition transition, List<DependencyTracker.Part> changes) {
        if (ofSteps.isEmpty()) {
            return List.of();
        }
        Set<Touched> touched = new HashSet<>();
        for (DependencyTracker.Part part : changes) {
            for (Change.Doing doing : part.writes()) {
                touched.add(new Touched(part.index() - 1, of(doing.facet())));
            }
        }
        return ofSteps.stream()
                .filter(property -> !property.claim().isTrue(transition, touched))
                .map(Property.class::cast)
                .toList();
    }

    private static Touched.Of of(Facet facet) {
        return switch (facet) {
            case NODES, LINKS -> Touched.Of.SURROUNDINGS;
            case CONDITION -> Touched.Of.CONDITION;
            case CONTROLLERS -> Touched.Of.CONTROLLERS;
            case EXPORTS -> Touched.Of.EXPORTS;
            case IMPORTS -> Touched.Of.IMPORTS;
            case BARRIERS -> Touched.Of.BARRIERS;
        };
    }

    /** What should always be true and is not, or should be true sometimes and is. */
    private static boolean isNews(Property property, boolean isTrue) {
        return isTrue == (property.mode() == Mode.SOMETIMES);
    }
}
