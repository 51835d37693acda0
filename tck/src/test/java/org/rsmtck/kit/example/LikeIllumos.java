package org.rsmtck.kit.example;

import org.rsmtck.api.Call;
import org.rsmtck.api.Participant;
import org.rsmtck.api.Reply;
import org.rsmtck.model.Profile;
import org.rsmtck.model.profile.KnownProfiles;

/** Right by the profile in which it makes most of a difference who somebody is. */
public final class LikeIllumos extends Disguise {
    public LikeIllumos() {
        super(illumos());
    }

    private static Profile illumos() {
        return KnownProfiles.all().stream()
                .filter(profile -> profile.name().equals("illumos-loopback"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    Reply answer(Participant right, Call call) {
        return right.call(call);
    }
}
