package org.permanence.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.permanence.practice.PracticeChange;
import org.permanence.practice.PracticeId;
import org.permanence.practice.PracticeText;
import org.permanence.practice.PracticeVersion;
import org.permanence.queue.StoreException;
import org.permanence.settings.HouseOnDisk;
import org.permanence.testing.MemoryPracticeHistory;
import org.permanence.testing.MemoryPracticeHistory.Failing;
import org.permanence.testing.SteppedClock;

class RunningPracticesTest {

    private static final String FILE = "practices/les-lilas.yaml";
    private static final PracticeId LILAS = new PracticeId("les-lilas");

    private final SteppedClock clock = new SteppedClock();
    private final MemoryPracticeHistory history = new MemoryPracticeHistory();

    private HouseOnDisk house;

    @BeforeEach
    void anExample(@TempDir Path directory) {
        house = new HouseOnDisk(directory);
    }

    @Test
    void aHistoryThatWasAwayAtTheStartIsCaughtUpWith() {
        var practices = started();
        history.fail(Failing.AT_ONCE);
        assertThrows(StoreException.class, practices::remember);

        history.fail(Failing.NEVER);
        practices.remember();

        assertEquals(
                List.of(new PracticeVersion(LILAS, 1, clock.instant(), PracticeChange.FOUND, text().sha256())),
                history.latest(LILAS, 10));
    }

    @Test
    void aFileThatChangedBetweenTwoStartsIsANewVersionAndOneThatDidNotIsNone() {
        started().remember();
        started().remember();
        assertEquals(1, history.latest(LILAS, 10).size());

        house.changePractice("limit: 50", "limit: 7");
        started().remember();

        assertEquals(Optional.of(text()), history.text(LILAS, 2));
        assertEquals(PracticeChange.FOUND, history.latest(LILAS, 1).getFirst().change());
    }

    private RunningPractices started() {
        return new RunningPractices(house.settings(), history, clock);
    }

    private PracticeText text() {
        return new PracticeText(house.text(FILE));
    }
}
