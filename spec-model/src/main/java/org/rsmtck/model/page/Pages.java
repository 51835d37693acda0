package org.rsmtck.model.page;

import org.rsmtck.model.Model;
import org.rsmtck.model.Profile;
import org.rsmtck.model.Rule;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All pages, and the model that they make. */
public final class Pages {
    private Pages() {}

    /** Every rule. */
    public static final List<Rule> RULES =
            Stream.of(
                            Connect.PAGE,
                            Disconnect.PAGE,
                            GetController.PAGE,
                            ReleaseController.PAGE,
                            GetControllerAttributes.PAGE,
                            GetTopology.PAGE,
                            GetSegmentIdRange.PAGE,
                            ExportCreate.PAGE,
                            ExportDestroy.PAGE,
                            Rebind.PAGE,
                            Publish.PAGE,
                            Republish.PAGE,
                            Unpublish.PAGE,
                            Map.PAGE,
                            Unmap.PAGE,
                            Load.PAGE,
                            Store.PAGE,
                            Get.PAGE,
                            Put.PAGE,
                            GetUnits.PAGE,
                            PutUnits.PAGE,
                            InitBarrier.PAGE,
                            SetMode.PAGE,
                            GetMode.PAGE,
                            OpenBarrier.PAGE,
                            OrderBarrier.PAGE,
                            CloseBarrier.PAGE,
                            DestroyBarrier.PAGE,
                            GetPollfd.PAGE,
                            ReleasePollfd.PAGE,
                            SignalPost.PAGE,
                            SignalWait.PAGE,
                            ExporterRead.PAGE,
                            ExporterWrite.PAGE)
                    .flatMap(page -> page.rules().stream())
                    .toList();

    private static final java.util.Map<Profile, Model> BY_PROFILE = new ConcurrentHashMap<>();

    /** The model of the pages as this profile reads them: the same one each time. */
    public static Model model(Profile profile) {
        return BY_PROFILE.computeIfAbsent(profile, read -> new Model(read, RULES));
    }
}
