package org.rsmtck.kit.grading;

import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Limits;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.kit.simulated.ModelFabric;
import org.rsmtck.model.Interpretation;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Variant;
import org.rsmtck.model.Variant.Arrival;
import org.rsmtck.model.Variant.ControllerAgain;
import org.rsmtck.model.VariationPoint;
import org.rsmtck.model.page.LimitRules;
import org.rsmtck.model.page.Pages;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An implementation that is right, though nobody would expect it.
 *
 * @param odd what is odd, in one sentence
 */
record ConformingVariant(Fabric fabric, Profile profile, String odd) {
    private static final Limits FEW = new Limits(2, 1, 4 * 4096, 2);

    private static final long SCATTER = 0x5DEE_CE66_D000_0000L;
    private static final long LITTER = 0xDEAD_BEEFL;
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration BOUND = Duration.ofMillis(4);

    @Override
    public String toString() {
        return fabric.name();
    }

    static List<ConformingVariant> all() {
        Random random = new Random(1);
        return List.of(
                strict(
                        right("LastStep").choosing(List::getLast),
                        "It takes the last step that is allowed, so it refuses wherever it may."),
                strict(
                        right("RandomStep")
                                .choosing(steps -> steps.get(random.nextInt(steps.size()))),
                        "It takes any step that is allowed, another one each time."),
                strict(
                        right("FreshController")
                                .reading(
                                        Interpretation.NONE.with(
                                                VariationPoint.CONTROLLER_AGAIN,
                                                ControllerAgain.FRESH)),
                        "A controller that is got again has a handle of its own."),
                strict(
                        Twisted.answering(
                                "ScatteredHandles",
                                right("right"),
                                () -> ConformingVariant::scattered),
                        "Its handles are large, and in no order."),
                new ConformingVariant(
                        Twisted.answering(
                                "LitteredOut",
                                ModelFabric.of("right", Pages.model(Profile.MAN_PAGE)),
                                () -> ConformingVariant::littered),
                        Profile.MAN_PAGE,
                        "A refused connect leaves litter in the out parameter."),
                new ConformingVariant(
                        ModelFabric.of("LastStepOfThePage", Pages.model(Profile.MAN_PAGE))
                                .choosing(List::getLast),
                        Profile.MAN_PAGE,
                        "It takes the last step that the page allows."),
                new ConformingVariant(
                        page("RandomStepOfThePage")
                                .choosing(steps -> steps.get(random.nextInt(steps.size()))),
                        Profile.MAN_PAGE,
                        "It takes any step that the page allows, another one each time."),
                strict(
                        right("LateElsewhere")
                                .late(SOON)
                                .settlingWithin(BOUND)
                                .arriving(random::nextBoolean),
                        "A forced disconnect reaches another node some time later."),
                new ConformingVariant(
                        page("LateEverywhere")
                                .reading(
                                        Profile.MAN_PAGE
                                                .readings()
                                                .getFirst()
                                                .with(
                                                        VariationPoint.CUT_ON_NODE,
                                                        Arrival.EVENTUALLY)
                                                .with(
                                                        VariationPoint.CUT_ELSEWHERE,
                                                        Arrival.EVENTUALLY)
                                                .with(
                                                        VariationPoint.CUT_ON_DEATH,
                                                        Arrival.EVENTUALLY))
                                .late(SOON)
                                .settlingWithin(BOUND)
                                .arriving(() -> random.nextInt(4) == 0),
                        Profile.MAN_PAGE,
                        "A forced disconnect takes its time everywhere."),
                new ConformingVariant(
                        page("StaleElsewhere")
                                .reading(
                                        Profile.MAN_PAGE
                                                .readings()
                                                .getFirst()
                                                .with(
                                                        VariationPoint.EFFECTS_ELSEWHERE,
                                                        Arrival.EVENTUALLY)
                                                .with(
                                                        VariationPoint.CUT_ELSEWHERE,
                                                        Arrival.EVENTUALLY)
                                                .with(
                                                        VariationPoint.CUT_ON_PATH_LOSS,
                                                        Arrival.EVENTUALLY))
                                .late(SOON)
                                .settlingWithin(BOUND)
                                .choosing(steps -> steps.get(random.nextInt(steps.size()))),
                        Profile.MAN_PAGE,
                        "Other nodes see some time later what is published, and what no longer"
                                + " is."),
                strict(
                        Twisted.answering("NowAndThenBusy", right("right"), Busy::new),
                        "Now and then connect, create and map are refused for a shortage or a"
                                + " signal that nobody brought about."),
                strict(
                        Twisted.answering(
                                "NegativeHandles",
                                right("right"),
                                () -> ConformingVariant::negative),
                        "Its handles have the highest bit set."),
                new ConformingVariant(
                        Twisted.answering("NumberedByKind", page("right"), NumberedByKind::new),
                        Profile.MAN_PAGE,
                        "Controllers and segments are numbered from 1 each, so handles coincide."),
                strict(
                        ModelFabric.of(
                                        "SmallTables",
                                        LimitRules.on(Pages.model(Profile.STRICT), FEW))
                                .declaring(FEW),
                        "It has room for two imports and one export, and says so beforehand."));
    }

    /** Full readings of the page, drawn at every open point at once. */
    static List<Interpretation> drawn(int count) {
        Random random = new Random(2);
        List<Interpretation> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Interpretation interpretation = Interpretation.NONE;
            for (VariationPoint<?> point : Profile.MAN_PAGE.open()) {
                interpretation = drawn(interpretation, point, random);
            }
            drawn.add(interpretation);
        }
        return drawn;
    }

    private static <V extends Enum<V> & Variant> Interpretation drawn(
            Interpretation interpretation, VariationPoint<V> point, Random random) {
        List<V> options = List.copyOf(Profile.MAN_PAGE.at(point));
        return interpretation.with(point, options.get(random.nextInt(options.size())));
    }

    private static ModelFabric page(String name) {
        return ModelFabric.of(name, Pages.model(Profile.MAN_PAGE));
    }

    /** Counts controllers apart from everything else. */
    private static final class NumberedByKind implements Twist {
        private final List<Long> controllers = new ArrayList<>();
        private final List<Long> others = new ArrayList<>();

        @Override
        public Reply answer(Participant right, Call call) {
            Call asked =
                    call instanceof Call.OnHandle on
                            ? on.onHandle(known(takesController(call), on.handle()))
                            : call;
            Reply reply = right.call(asked);
            if (!(reply instanceof Reply.Handle(long value))) {
                return reply;
            }
            List<Long> mine = call instanceof Call.GetController ? controllers : others;
            if (!mine.contains(value)) {
                mine.add(value);
            }
            return new Reply.Handle(mine.indexOf(value) + 1);
        }

        private long known(boolean controller, long handle) {
            List<Long> mine = controller ? controllers : others;
            return handle > 0 && handle <= mine.size() ? mine.get((int) handle - 1) : -handle;
        }

        private static boolean takesController(Call call) {
            return call instanceof Call.ReleaseController
                    || call instanceof Call.GetControllerAttributes
                    || call instanceof Call.ExportCreate
                    || call instanceof Call.Connect;
        }
    }

    /** Refuses by chance, but not the same call twice in a row. */
    private static final class Busy implements Twist {
        private static final int NOW_AND_THEN = 7;

        private int calls;
        private Call refused;

        @Override
        public Reply answer(Participant right, Call call) {
            RsmError error =
                    switch (call) {
                        case Call.Connect _ -> RsmError.INTERRUPTED;
                        case Call.ExportCreate _ -> RsmError.INSUFFICIENT_MEM;
                        case Call.Map _ -> RsmError.INSUFFICIENT_RESOURCES;
                        case Call.GetController _,
                                Call.ReleaseController _,
                                Call.GetControllerAttributes _,
                                Call.GetTopology _,
                                Call.GetSegmentIdRange _,
                                Call.ExportDestroy _,
                                Call.Rebind _,
                                Call.Publish _,
                                Call.Republish _,
                                Call.Unpublish _,
                                Call.Disconnect _,
                                Call.Unmap _,
                                Call.Reading _,
                                Call.Writing _,
                                Call.InitBarrier _,
                                Call.OnBarrier _,
                                Call.SetMode _,
                                Call.GetMode _,
                                Call.GetPollfd _,
                                Call.ReleasePollfd _,
                                Call.SignalPost _,
                                Call.SignalWait _ ->
                                null;
                    };
            boolean isRefused =
                    error != null && !call.equals(refused) && ++calls % NOW_AND_THEN == 0;
            refused = isRefused ? call : null;
            return isRefused ? new Reply.Refused(error) : right.call(call);
        }
    }

    private static Reply negative(Participant right, Call call) {
        Reply reply =
                right.call(
                        call instanceof Call.OnHandle on && on.handle() != 0
                                ? on.onHandle(on.handle() ^ Long.MIN_VALUE)
                                : call);
        return reply instanceof Reply.Handle(long value)
                ? new Reply.Handle(value ^ Long.MIN_VALUE)
                : reply;
    }

    private static ModelFabric right(String name) {
        return ModelFabric.of(name, Pages.model(Profile.STRICT));
    }

    private static ConformingVariant strict(Fabric fabric, String odd) {
        return new ConformingVariant(fabric, Profile.STRICT, odd);
    }

    private static Reply scattered(org.rsmtck.api.Participant right, Call call) {
        Reply reply =
                right.call(
                        call instanceof Call.OnHandle on
                                ? on.onHandle(scattered(on.handle()))
                                : call);
        return reply instanceof Reply.Handle(long value)
                ? new Reply.Handle(scattered(value))
                : reply;
    }

    private static long scattered(long handle) {
        return handle == 0 ? 0 : handle ^ SCATTER;
    }

    private static Reply littered(org.rsmtck.api.Participant right, Call call) {
        Reply reply = right.call(call);
        return call instanceof Call.Connect && reply instanceof Reply.Refused refused
                ? new Reply.Refused(refused.error(), LITTER)
                : reply;
    }
}
