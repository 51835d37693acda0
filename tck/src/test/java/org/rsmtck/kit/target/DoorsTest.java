package org.rsmtck.kit.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rsmtck.api.Fabric;
import org.rsmtck.kit.Suites;
import org.rsmtck.kit.Tools;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.kit.suite.Level;
import org.rsmtck.kit.suite.RunRequest;
import org.rsmtck.kit.suite.TestRun;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;
import org.rsmtck.reports.Obligation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The same is owed by whichever door an implementation comes in. */
class DoorsTest {

    @Test
    void the_same_is_owed_in_this_process_and_behind_agents(@TempDir Path folder)
            throws IOException {
        List<String> missing = NativeExample.missingTools();
        Tools.demand(
                missing.isEmpty(), () -> "the example in C cannot be built without " + missing);
        NativeExample example = NativeExample.in(folder);

        Set<String> here = owed(ModelFabric.of("model", Pages.model(Profile.STRICT)));

        assertThat(here).hasSizeGreaterThan(1_000);
        assertThat(owedBehindAgents(VendorFile.read(example.boundByTheKit()))).isEqualTo(here);
        assertThat(owedBehindAgents(VendorFile.read(example.compiled()))).isEqualTo(here);

        // One node, and nothing can be done to it but what agents do to themselves.
        Set<String> alone =
                owedBehindAgents(
                        TargetConfig.ofLibrary(folder.resolve("build").resolve("librsm.so")));
        assertThat(here).containsAll(alone);
        here.removeAll(alone);
        assertThat(here).containsExactly("walks: apart");
    }

    private static Set<String> owedBehindAgents(TargetConfig config) {
        try (AgentFabric fabric = new AgentFabric(config)) {
            return owed(fabric);
        }
    }

    /** What a run owes that has only begun. */
    private static Set<String> owed(Fabric fabric) {
        try (TestRun run = Suites.run(RunRequest.of(fabric, Profile.STRICT, Level.QUICK, 1))) {
            return run.results().obligations().stream()
                    .map(Obligation::id)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
