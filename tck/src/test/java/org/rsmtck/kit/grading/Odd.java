package org.rsmtck.kit.grading;

import org.rsmtck.api.Call;
import org.rsmtck.api.Fabric;
import org.rsmtck.api.Reply;
import org.rsmtck.kit.mirror.ModelFabric;
import org.rsmtck.model.Model;
import org.rsmtck.model.Option;
import org.rsmtck.model.Point;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Reading;

import java.util.List;
import java.util.Random;

/**
 * An implementation that is right, though nobody would expect it.
 *
 * @param odd what is odd, in one sentence
 */
record Odd(Fabric fabric, Profile profile, String odd) {
    private static final long SCATTER = 0x5DEE_CE66_D000_0000L;
    private static final long LITTER = 0xDEAD_BEEFL;

    @Override
    public String toString() {
        return fabric.name();
    }

    static List<Odd> all() {
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
                                .reading(Reading.NONE.with(Point.CONTROLLER_AGAIN, Option.FRESH)),
                        "A controller that is got again has a handle of its own."),
                strict(
                        Twisted.answering("ScatteredHandles", right("right"), () -> Odd::scattered),
                        "Its handles are large, and in no order."),
                new Odd(
                        Twisted.answering(
                                "LitteredOut",
                                ModelFabric.of("right", Model.of(Profile.MAN_PAGE)),
                                () -> Odd::littered),
                        Profile.MAN_PAGE,
                        "A refused connect leaves litter in the out parameter."),
                new Odd(
                        ModelFabric.of("LastStepOfThePage", Model.of(Profile.MAN_PAGE))
                                .choosing(List::getLast),
                        Profile.MAN_PAGE,
                        "It takes the last step that the page allows."));
    }

    private static ModelFabric right(String name) {
        return ModelFabric.of(name, Model.of(Profile.STRICT));
    }

    private static Odd strict(Fabric fabric, String odd) {
        return new Odd(fabric, Profile.STRICT, odd);
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
