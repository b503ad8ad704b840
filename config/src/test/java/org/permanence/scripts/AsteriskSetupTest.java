package org.permanence.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/setup` installs the Asterisk that the checkout pins: in a checkout of its own, from an archive of small
/// packages.
@Timeout(120)
class AsteriskSetupTest {

    private Checkout checkout;

    AsteriskSetupTest(@TempDir Path directory) throws IOException {
        checkout = new Checkout(directory);
    }

    @BeforeEach
    void pinTheFirstVersion() throws Exception {
        checkout.offer("22.10.1");
        checkout.pin("22.10.1");
    }

    @Test
    void packageWithOtherContentsThanPinnedIsNotInstalled() throws Exception {
        checkout.offerAltered("22.10.1");

        Checkout.Ended setup = checkout.setup();

        assertEquals(1, setup.status(), setup.printed());
        assertTrue(setup.printed().contains("does not have every package with the SHA-256"), setup.printed());
        assertFalse(Files.exists(checkout.tree()));
        assertEquals(0, checkout.trees());
    }

    @Test
    void packageThatTheArchiveNoLongerHasIsNotReplacedByANewerOne() throws Exception {
        checkout.withdraw("22.10.1");
        checkout.offer("22.10.2");

        Checkout.Ended setup = checkout.setup();

        assertEquals(1, setup.status(), setup.printed());
        assertTrue(setup.printed().contains("asterisk_22.10.1-1"), setup.printed());
        assertTrue(setup.printed().contains("--archive URL"), setup.printed());
        assertFalse(Files.exists(checkout.tree()));
    }

    @Test
    void asteriskWithKnownFaultsIsNotInstalledAlthoughItIsPinned() throws Exception {
        checkout.offer("22.9.0");
        checkout.pin("22.9.0");

        Checkout.Ended setup = checkout.setup();

        assertEquals(1, setup.status(), setup.printed());
        assertTrue(setup.printed().contains("expected: 22.10.1 or newer of series 22"), setup.printed());
        assertFalse(Files.exists(checkout.tree()));
    }

    @Test
    void unknownArgumentIsRefused() throws Exception {
        Checkout.Ended setup = checkout.setup("--upgrade");

        assertEquals(1, setup.status(), setup.printed());
        assertTrue(setup.printed().contains("expected: --quick, --update or --archive URL"), setup.printed());
    }

    @Test
    void pinnedAsteriskIsInstalledAndNotFetchedAgain() throws Exception {
        assertEquals("22.10.1", checkout.installed());

        checkout.withdraw("22.10.1");
        checkout.emptyCache();
        Checkout.Ended again = checkout.setup("--update");

        assertEquals(0, again.status(), again.printed());
        assertTrue(again.printed().contains("Asterisk 22.10.1 is as pinned: nothing to update"), again.printed());
    }

    @Test
    void packagesThatWereFetchedAreEnoughWhenTheArchiveHasDroppedThem() throws Exception {
        checkout.installed();
        checkout.withdraw("22.10.1");
        checkout.removeTrees();

        assertEquals("22.10.1", checkout.installed());
    }

    @Test
    void packageThatWasDamagedSinceItWasFetchedIsFetchedAgain() throws Exception {
        checkout.installed();
        checkout.damageCache();
        checkout.removeTrees();

        assertEquals("22.10.1", checkout.installed());
    }

    @Test
    void setupWithoutUpdateKeepsTheInstalledAsteriskAndSaysHowToUpdateIt() throws Exception {
        checkout.installed();
        pinTheSecondVersion();

        Checkout.Ended setup = checkout.setup();

        assertEquals(0, setup.status(), setup.printed());
        assertTrue(setup.printed().contains("not the pinned one, 22.10.2: scripts/setup --update"), setup.printed());
        assertEquals("22.10.1", checkout.version(checkout.tree()));
    }

    @Test
    void updateInstallsThePinnedAsteriskAndLeavesTheEarlierOneForThoseThatRunIt() throws Exception {
        checkout.installed();
        Path running = checkout.tree().toRealPath();
        pinTheSecondVersion();

        Checkout.Ended update = checkout.setup("--update");

        assertEquals(0, update.status(), update.printed());
        assertEquals("22.10.2", checkout.version(checkout.tree()));
        assertNotEquals(running, checkout.tree().toRealPath());
        assertEquals("22.10.1", checkout.version(running));
        assertTrue(update.printed().contains("keeps its code until it is restarted"), update.printed());
    }

    @Test
    void updateToOtherPackagesOfTheSameVersionReplacesThem() throws Exception {
        checkout.installed();
        Path earlier = checkout.tree().toRealPath();
        checkout.offerAltered("22.10.1");
        checkout.pin("22.10.1");

        Checkout.Ended update = checkout.setup("--update");

        assertEquals(0, update.status(), update.printed());
        assertNotEquals(earlier, checkout.tree().toRealPath());
    }

    @Test
    void updateThatFailsLeavesTheInstalledAsterisk() throws Exception {
        checkout.installed();
        Path earlier = checkout.tree().toRealPath();
        pinTheSecondVersion();
        checkout.offerAltered("22.10.2");

        Checkout.Ended update = checkout.setup("--update");

        assertEquals(1, update.status(), update.printed());
        assertEquals(earlier, checkout.tree().toRealPath());
        assertEquals("22.10.1", checkout.version(checkout.tree()));
    }

    @Test
    void asteriskIsCompleteAtEachMomentOfAnUpdate() throws Exception {
        checkout.installed();
        pinTheSecondVersion();

        Process update = checkout.start("--update");
        do {
            assertTrue(Files.exists(checkout.tree().resolve("usr/share/asterisk/last")), "a file is missing");
        } while (update.isAlive());

        assertEquals(0, update.waitFor());
        assertEquals("22.10.2", checkout.version(checkout.tree()));
    }

    @Test
    void updateThatIsKilledLeavesTheInstalledAsteriskAndTheNextOneFinishes() throws Exception {
        checkout.installed();
        pinTheSecondVersion();

        checkout.killBeforeUse("22.10.2");

        assertEquals("22.10.1", checkout.version(checkout.tree()));
        assertEquals(0, checkout.setup("--update").status());
        assertEquals("22.10.2", checkout.version(checkout.tree()));
        assertEquals(2, checkout.trees(), "what was left unfinished is removed");
    }

    private void pinTheSecondVersion() throws Exception {
        checkout.offer("22.10.2");
        checkout.pin("22.10.2");
    }
}
