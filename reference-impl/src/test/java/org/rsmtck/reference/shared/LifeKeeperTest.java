package org.rsmtck.reference.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rsmtck.api.Credentials;
import org.rsmtck.api.Permission;
import org.rsmtck.api.Topology;
import org.rsmtck.reference.backend.Admission;
import org.rsmtck.reference.backend.Connection;
import org.rsmtck.reference.backend.HomeMemory;
import org.rsmtck.reference.backend.Listing;
import org.rsmtck.reference.backend.Offer;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** How the death of an exporter is told, also where nobody marks its word. */
class LifeKeeperTest {
    private static final int MORE_THAN_THE_KERNEL_FOLLOWS = 2100;
    private static final int SEGMENT = 0x400001;
    private static final Credentials USER = Credentials.user(1000, 1000, 0);

    @Test
    void a_word_that_is_watched_is_alive_until_its_process_is_not() {
        try (Arena arena = Arena.ofConfined()) {
            LifeWord word = new LifeWord(arena.allocate(LifeWord.LENGTH, Long.BYTES));
            assertThat(word.isWatched()).isFalse();
            LifeKeeper.watch(word);
            assertThat(word.isWatched()).isTrue();
            assertThat(word.isDead()).isFalse();
            LifeKeeper.forget(word);
            word.die();
            assertThat(word.isDead()).isTrue();
        }
    }

    @Test
    void beyond_what_the_kernel_follows_the_lock_is_asked() {
        List<LifeWord> words = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            for (int i = 0; i < MORE_THAN_THE_KERNEL_FOLLOWS; i++) {
                LifeWord word = new LifeWord(arena.allocate(LifeWord.LENGTH, Long.BYTES));
                LifeKeeper.watch(word);
                words.add(word);
            }
            assertThat(words.getFirst().isWatched()).isTrue();
            assertThat(words.getLast().isWatched()).isFalse();
            assertDeathIsNoticed();
            words.forEach(LifeKeeper::forget);
        }
        assertDeathIsNoticed();
    }

    private static void assertDeathIsNoticed() {
        FabricFolder folder = PrivateFolders.make(Topology.oneNode(), Identities.DECLARED);
        SharedBackend exporting = SharedBackend.within(folder, 1, USER);
        SharedBackend importing = SharedBackend.within(folder, 1, USER);
        HomeMemory memory = exporting.allocate(4096);
        Admission everyone = new Admission(0666, List.of());
        int port = folder.state().port(1, Topology.LOOPBACK).orElseThrow();
        memory.publish(new Offer(1, SEGMENT, port, 4096, 1000, 1000, everyone)).orElseThrow();
        Connection connection = connected(importing);
        assertThat(connection.isIntact()).isTrue();

        memory.abandon();
        exporting.close();

        assertThat(connection.isIntact()).isFalse();
        assertThat(importing.find(1, SEGMENT)).isEmpty();
        connection.close();
        importing.close();
        folder.remove();
    }

    private static Connection connected(SharedBackend importing) {
        try (Listing found = importing.find(1, SEGMENT).orElseThrow()) {
            return ((Listing.Connected) found.connect(Permission.READ_WRITE)).connection();
        }
    }
}
