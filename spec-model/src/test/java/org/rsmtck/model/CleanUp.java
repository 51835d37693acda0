package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.rsmtck.api.Call;
import org.rsmtck.api.Reply;

import java.util.Map;

/** What a process does to give back all it holds, in the order that nothing stands in the way. */
final class CleanUp {
    private final Walk walk;
    private final int process;
    private World world;

    private CleanUp(Walk walk, World world, int process) {
        this.walk = walk;
        this.world = world;
        this.process = process;
    }

    /** The world afterwards; every call on the way may succeed. */
    static World of(Walk walk, World world, int process) {
        CleanUp cleanUp = new CleanUp(walk, world, process);
        cleanUp.barriers();
        cleanUp.imports();
        cleanUp.exports();
        cleanUp.controllers();
        return cleanUp.world;
    }

    private ProcessState me() {
        return world.process(process);
    }

    private void barriers() {
        for (Map.Entry<Long, Barrier> barrier : me().barriers().entries()) {
            if (barrier.getValue().segment().isPresent()) {
                succeed(new Call.DestroyBarrier(barrier.getKey()));
            }
        }
    }

    private void imports() {
        for (Map.Entry<Long, Import> segment : me().imports().entries()) {
            for (int i = 0; i < segment.getValue().pollfds(); i++) {
                succeed(new Call.ReleasePollfd(segment.getKey()));
            }
            if (segment.getValue().isExplicitlyMapped()) {
                succeed(new Call.Unmap(segment.getKey()));
            }
            succeed(new Call.Disconnect(segment.getKey()));
        }
    }

    private void exports() {
        for (Map.Entry<Long, Export> export : me().exports().entries()) {
            for (int i = 0; i < export.getValue().pollfds(); i++) {
                succeed(new Call.ReleasePollfd(export.getKey()));
            }
            succeed(new Call.ExportDestroy(export.getKey()));
        }
    }

    private void controllers() {
        for (Map.Entry<Long, ControllerUse> controller : me().controllers().entries()) {
            for (int i = 0; i < controller.getValue().count(); i++) {
                succeed(new Call.ReleaseController(controller.getKey()));
            }
        }
    }

    private void succeed(Call call) {
        Allowed allowed = walk.model().allowed(walk.setting().reading(), world, process, call);
        assertThat(allowed.isPromised()).as("%s%n  then %s", walk, call).isTrue();
        Step success =
                allowed.steps().stream()
                        .filter(step -> step.reply() instanceof Reply.Success)
                        .findFirst()
                        .orElseThrow(() ->
                                new AssertionError(
                                        walk + "\n  then " + call + " only " + allowed.steps()));
        world = success.next();
    }
}
