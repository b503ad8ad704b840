package org.permanence.boot;

import java.time.InstantSource;
import java.util.Optional;
import org.permanence.metrics.HouseMetrics;
import org.permanence.queue.AssistantDesk;
import org.permanence.queue.Forecasts;
import org.permanence.queue.QueueDesk;
import org.permanence.queue.Seats;
import org.permanence.routing.Matchmaker;
import org.permanence.settings.HouseSettings;
import org.permanence.testing.MemoryJournalStore;
import org.permanence.testing.MemoryQueueStore;
import org.permanence.transfer.Transfers;

/// The desks of a house in which nobody calls and nothing is kept, for a test that is about another desk.
final class NobodyCalls {

    private NobodyCalls() {}

    static ManagementDesk management(HouseSettings settings, HouseMetrics metrics, InstantSource clock) {
        var store = new MemoryQueueStore();
        var people = new People(settings);
        var desk = new QueueDesk(store, new Matchmaker(people, clock), new Seats(), new Forecasts((_, _) -> {}), clock);
        return new ManagementDesk(
                new AssistantDesk(desk, store, people, clock),
                new Transfers(),
                new MemoryJournalStore(),
                metrics,
                () -> true,
                Optional::empty);
    }

    static ArchiveDesk archive() {
        return new ArchiveDesk(Optional.empty(), "FR", (_, _) -> {});
    }
}
