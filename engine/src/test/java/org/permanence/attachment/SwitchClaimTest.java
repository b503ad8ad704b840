package org.permanence.attachment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.permanence.attachment.AttachmentStore.Attachment;
import org.permanence.attachment.SwitchClaim.Verdict;
import org.permanence.testing.SteppedClock;

/// Engines on one database, each beating once a second.
class SwitchClaimTest {

    private final SteppedClock clock = new SteppedClock();
    private final MemoryStore store = new MemoryStore();

    @Test
    void engineIsRefusedWhileALivingEngineIsAttachedToAnotherSwitch() {
        SwitchClaim working = claim(1);
        assertEquals(Verdict.CLAIMED, working.beat("b"));
        SwitchClaim second = claim(1);

        assertEquals(Verdict.UNDECIDED, second.beat("a"));
        clock.advance(Duration.ofSeconds(1));
        assertEquals(Verdict.CLAIMED, working.beat("b"));

        assertEquals(Verdict.REFUSED, second.beat("a"), "although its own switch has the smaller id");
        assertEquals(List.of("b"), store.switches(), "the refused engine leaves nothing");
    }

    @Test
    void engineIsRefusedIfAnotherAppearsOnAnotherSwitchWhileItLooks() {
        store.save(new Attachment("c", 1, 7, true));
        SwitchClaim looking = claim(1);
        assertEquals(Verdict.UNDECIDED, looking.beat("b"));

        store.save(new Attachment("d", 2, 1, true));

        assertEquals(Verdict.REFUSED, looking.beat("b"));
    }

    @Test
    void ofTwoThatLookAtTheSameTimeOneGoesOn() {
        store.save(new Attachment("z", 1, 7, true));
        SwitchClaim first = claim(1);
        SwitchClaim second = claim(1);
        assertEquals(Verdict.UNDECIDED, first.beat("a"));
        assertEquals(Verdict.UNDECIDED, second.beat("b"));
        clock.advance(Duration.ofSeconds(1));

        assertEquals(Verdict.UNDECIDED, first.beat("a"), "the smaller id goes on looking");
        assertEquals(Verdict.REFUSED, second.beat("b"));
        clock.advance(SwitchClaim.OBSERVATION);
        assertEquals(Verdict.CLAIMED, first.beat("a"));
    }

    @Test
    void attachmentThatDoesNotChangeBelongsToAnEngineThatIsGone() {
        store.save(new Attachment("b", 1, 7, true));
        SwitchClaim engine = claim(1);
        assertEquals(Verdict.UNDECIDED, engine.beat("a"));
        clock.advance(SwitchClaim.OBSERVATION.minusMillis(1));
        assertEquals(Verdict.UNDECIDED, engine.beat("a"));
        clock.advance(Duration.ofMillis(1));

        assertEquals(Verdict.CLAIMED, engine.beat("a"));
        assertEquals(List.of("a"), store.switches());
    }

    @Test
    void severalEnginesOfOneSwitchWorkTogether() {
        assertEquals(Verdict.CLAIMED, claim(1).beat("a"));
        assertEquals(Verdict.CLAIMED, claim(2).beat("a"));
    }

    @Test
    void restartedEngineOfTheSameSwitchWorksAtOnce() {
        assertEquals(Verdict.CLAIMED, claim(1).beat("a"));

        assertEquals(Verdict.CLAIMED, claim(1).beat("a"));
        assertEquals(List.of("a"), store.switches());
    }

    @Test
    void workingEngineKeepsItsClaimWhenItsSwitchRestarts() {
        SwitchClaim engine = claim(1);
        assertEquals(Verdict.CLAIMED, engine.beat("a"));

        assertEquals(Verdict.CLAIMED, engine.beat("b"));
        assertEquals(List.of("b"), store.switches());
    }

    @Test
    void engineThatEndsLeavesTheDatabaseFree() {
        SwitchClaim engine = claim(1);
        assertEquals(Verdict.CLAIMED, engine.beat("a"));

        engine.withdraw();

        assertEquals(Verdict.CLAIMED, claim(1).beat("b"));
    }

    private SwitchClaim claim(int engine) {
        return new SwitchClaim(store, engine, clock);
    }

    private static final class MemoryStore implements AttachmentStore {

        private final List<Attachment> all = new ArrayList<>();

        @Override
        public void save(Attachment attachment) {
            remove(attachment.switchId(), attachment.engine());
            all.add(attachment);
        }

        @Override
        public void remove(String switchId, int engine) {
            all.removeIf(saved -> saved.switchId().equals(switchId) && saved.engine() == engine);
        }

        @Override
        public List<Attachment> onOtherSwitches(String switchId) {
            return all.stream()
                    .filter(saved -> !saved.switchId().equals(switchId))
                    .toList();
        }

        @Override
        public void removeOtherSwitches(String switchId) {
            all.removeIf(saved -> !saved.switchId().equals(switchId));
        }

        List<String> switches() {
            return all.stream().map(Attachment::switchId).sorted().toList();
        }
    }
}
