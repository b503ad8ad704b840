package org.permanence.oncall;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The replacements as they were last read, for calls that must not wait for a store. While it is away, what was
/// read before holds on; where nothing was, the file's rota does. Thread-safe.
public final class Replacements {

    private final ReplacementBook book;
    private final InstantSource clock;
    private volatile List<Replacement> known = List.of();

    public Replacements(ReplacementBook book, InstantSource clock) {
        this.book = book;
        this.clock = clock;
    }

    /// Reads them anew: after a change, and now and then, for other nodes change them too.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException where the store is away: what was read before holds
    /// on
    public void refresh() {
        known = book.notOverAt(clock.instant());
    }

    /// The one that holds: the practice's own, or else that of its group.
    public Optional<Replacement> at(Instant moment, RotaName own, Optional<RotaName> group) {
        List<Replacement> all = known;
        return Stream.concat(Stream.of(own), group.stream())
                .flatMap(rota -> all.stream().filter(one -> one.wanted().rota().equals(rota)))
                .filter(one -> one.holdsAt(moment))
                .findFirst();
    }
}
