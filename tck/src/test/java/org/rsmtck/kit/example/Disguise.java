package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Capabilities;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.Session;
import org.rsmtck.api.Topology;
import org.rsmtck.kit.grading.Twisted;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Profile;
import org.rsmtck.model.page.Pages;

/** A right implementation with one thing done differently. */
abstract class Disguise implements Fabric {
    private final Fabric twisted;

    Disguise() {
        this(Profile.STRICT);
    }

    /** Right, but for that, by this profile. */
    Disguise(Profile profile) {
        this.twisted =
                Twisted.answering(
                        getClass().getSimpleName(),
                        ModelFabric.of("right", Pages.model(profile)),
                        () -> this::answer);
    }

    /** Answers the call, with {@code right} at hand. */
    abstract Reply answer(Participant right, Call call);

    @Override
    public String name() {
        return twisted.name();
    }

    @Override
    public String profile() {
        return twisted.profile();
    }

    @Override
    public Capabilities capabilities() {
        return twisted.capabilities();
    }

    @Override
    public Session open(Topology topology) {
        return twisted.open(topology);
    }
}
