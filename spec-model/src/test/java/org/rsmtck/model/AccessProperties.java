package org.rsmtck.model;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import org.rsmtck.api.AccessEntry;
import org.rsmtck.api.AccessList;
import org.rsmtck.api.Call;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Memory;
import org.rsmtck.api.Out;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Reply;
import org.rsmtck.api.RsmError;
import org.rsmtck.api.Topology;
import org.rsmtck.model.Variant.Groups;
import org.rsmtck.model.Variant.Ids;
import org.rsmtck.model.Variant.PermissionClass;
import org.rsmtck.model.Variant.Root;
import org.rsmtck.model.page.Pages;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Who gets which access: asked of connect, over every digit and every kinship of ids. */
class AccessProperties {
    private static final List<Integer> DIGITS = List.of(0, 2, 4, 6);
    private static final List<Integer> MODES =
            List.of(Permission.READ, Permission.WRITE, Permission.READ_WRITE);
    private static final Reply DENIED = new Reply.Refused(RsmError.PERM_DENIED);
    private static final Model STRICT = Pages.model(Profile.STRICT);

    /** Who stands on both sides, and what the list grants. */
    record Case(Credentials exporter, Credentials importer, int owner, int group, int others) {
        Case with(int newOwner, int newGroup, int newOthers) {
            return new Case(exporter, importer, newOwner, newGroup, newOthers);
        }

        boolean isOwner() {
            return importer.uid() == exporter.uid();
        }

        boolean isMember() {
            return importer.gid() == exporter.gid() || importer.groups().contains(exporter.gid());
        }

        int permission() {
            return owner << 6 | group << 3 | others;
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<Integer> digits = Arbitraries.of(DIGITS);
        return Combinators.combine(who(), who(), digits, digits, digits).as(Case::new);
    }

    private static Arbitrary<Credentials> who() {
        Arbitrary<Integer> uids = Arbitraries.of(0, 1001, 1002);
        Arbitrary<Integer> gids = Arbitraries.of(101, 102);
        Arbitrary<Set<Integer>> groups = Arbitraries.of(101, 102, 103).set().ofMaxSize(2);
        Arbitrary<Integer> umasks = Arbitraries.of(0, 022, 077, 0777);
        return Combinators.combine(uids, gids, uids, gids, groups, umasks)
                .as((uid, gid, realUid, realGid, more, umask) ->
                        new Credentials(uid, gid, realUid, realGid, new TreeSet<>(more), umask));
    }

    @Provide
    Arbitrary<Integer> digits() {
        return Arbitraries.of(DIGITS);
    }

    @Provide
    Arbitrary<Integer> modes() {
        return Arbitraries.of(MODES);
    }

    @Property
    void exactly_one_class_decides(
            @ForAll("cases") Case one,
            @ForAll("modes") int mode,
            @ForAll("digits") int x,
            @ForAll("digits") int y) {
        Case other =
                one.isOwner()
                        ? one.with(one.owner(), x, y)
                        : one.isMember()
                                ? one.with(x, one.group(), y)
                                : one.with(x, y, one.others());

        assertThat(isGranted(STRICT, other, mode)).isEqualTo(isGranted(STRICT, one, mode));
    }

    @Property
    void the_class_that_decides_grants_what_its_digit_covers(
            @ForAll("cases") Case one, @ForAll("digits") int digit, @ForAll("modes") int mode) {
        Case all = one.with(digit, digit, digit);

        assertThat(isGranted(STRICT, all, mode)).isEqualTo((digit << 6 & mode) == mode);
    }

    @Property
    void read_and_write_is_granted_where_each_of_them_is(@ForAll("cases") Case one) {
        assertThat(isGranted(STRICT, one, Permission.READ_WRITE))
                .isEqualTo(
                        isGranted(STRICT, one, Permission.READ)
                                && isGranted(STRICT, one, Permission.WRITE));
    }

    @Property
    void a_mode_that_is_none_is_denied(@ForAll("cases") Case one, @ForAll int mode) {
        if (!MODES.contains(mode)) {
            assertThat(isGranted(STRICT, one, mode)).isFalse();
        }
    }

    @Property
    void without_a_list_the_exporters_umask_decides(
            @ForAll("cases") Case one, @ForAll("modes") int mode) {
        int left = 0777 & ~one.exporter().umask();
        Case same = one.with(left >> 6 & 6, left >> 3 & 6, left & 6);

        assertThat(isGranted(STRICT, one, AccessList.everyone(), mode))
                .isEqualTo(isGranted(STRICT, same, mode));
    }

    /** Every reading but that of other ids or of fewer groups grants what strict does, or more. */
    @Property
    void falling_through_and_privilege_only_ever_grant_more(
            @ForAll("cases") Case one, @ForAll("modes") int mode) {
        if (isGranted(STRICT, one, mode)) {
            Stream.of(
                            Interpretation.NONE.with(
                                    VariationPoint.PERMISSION_CLASS, PermissionClass.FALLS_THROUGH),
                            Interpretation.NONE.with(VariationPoint.ROOT, Root.PRIVILEGED))
                    .map(interpretation ->
                            interpretation
                                    .with(VariationPoint.IDS, Ids.EFFECTIVE)
                                    .with(VariationPoint.GROUPS, Groups.COUNT))
                    .forEach(interpretation ->
                            assertThat(replies(interpretation, one, mode))
                                    .as("%s", interpretation)
                                    .hasAtLeastOneElementOfType(Reply.Handle.class)
                                    .doesNotContain(DENIED));
        }
    }

    @Property
    void an_importer_with_user_id_zero_is_granted_all_where_privileged(
            @ForAll("cases") Case one, @ForAll("modes") int mode) {
        Interpretation privileged =
                Interpretation.NONE
                        .with(VariationPoint.ROOT, Root.PRIVILEGED)
                        .with(VariationPoint.IDS, Ids.EFFECTIVE);
        if (one.importer().uid() == 0) {
            assertThat(replies(privileged, one, mode))
                    .hasAtLeastOneElementOfType(Reply.Handle.class)
                    .doesNotContain(DENIED);
        }
    }

    /** So that a run in which nothing depends on it says nothing of it. */
    @Property
    void a_choice_is_shown_only_where_the_reply_depends_on_it(
            @ForAll("cases") Case one, @ForAll("modes") int mode) {
        for (VariationPoint<?> point :
                List.of(VariationPoint.IDS, VariationPoint.PERMISSION_CLASS, VariationPoint.ROOT)) {
            for (Step step : allowed(Interpretation.NONE, one, mode).steps()) {
                boolean isShown = step.reading().at(point).isPresent();
                if (isShown && point == VariationPoint.IDS) {
                    assertThat(haveOtherRealIds(one)).isTrue();
                }
                if (isShown && point == VariationPoint.PERMISSION_CLASS) {
                    assertThat(new TreeSet<>(List.of(one.owner(), one.group(), one.others())))
                            .hasSizeGreaterThan(1);
                }
                if (isShown && point == VariationPoint.ROOT) {
                    assertThat(List.of(one.importer().uid(), one.importer().realUid())).contains(0);
                }
            }
        }
    }

    private static boolean haveOtherRealIds(Case one) {
        return Stream.of(one.exporter(), one.importer())
                .anyMatch(who -> who.uid() != who.realUid() || who.gid() != who.realGid());
    }

    private static List<Reply> replies(Interpretation interpretation, Case one, int mode) {
        return allowed(interpretation, one, mode).steps().stream().map(Step::reply).toList();
    }

    private static Allowed allowed(Interpretation interpretation, Case one, int mode) {
        World world = world(one, AccessList.of(new AccessEntry(1, one.permission())));
        return Pages.model(Profile.MAN_PAGE).allowed(interpretation, world, 1, connect(mode));
    }

    private static boolean isGranted(Model model, Case one, int mode) {
        return isGranted(model, one, AccessList.of(new AccessEntry(1, one.permission())), mode);
    }

    private static boolean isGranted(Model model, Case one, AccessList list, int mode) {
        List<Reply> replies =
                model
                        .allowed(Interpretation.NONE, world(one, list), 1, connect(mode))
                        .steps()
                        .stream()
                        .map(Step::reply)
                        .toList();
        assertThat(replies).hasSize(1);
        boolean granted = replies.getFirst() instanceof Reply.Success;
        assertThat(granted || replies.contains(DENIED)).isTrue();
        return granted;
    }

    private static Call connect(int mode) {
        return new Call.Connect(1, 1, Story.SEGMENT, mode, Out.VALID);
    }

    private static World world(Case one, AccessList list) {
        World world =
                World.of(Topology.oneNode(), Story.PAGE)
                        .attach(1, one.exporter())
                        .attach(1, one.importer());
        world = after(world, 0, new Call.GetController("loopback", Out.VALID));
        world = after(world, 1, new Call.GetController("loopback", Out.VALID));
        world =
                after(
                        world,
                        0,
                        new Call.ExportCreate(1, Memory.aligned(1), Story.PAGE, 0, Out.VALID));
        return after(world, 0, new Call.Publish(2, Story.SEGMENT, list, Out.VALID));
    }

    private static World after(World world, int process, Call call) {
        return STRICT.allowed(Interpretation.NONE, world, process, call).steps().getFirst().next();
    }
}
