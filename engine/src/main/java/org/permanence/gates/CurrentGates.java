package org.permanence.gates;

import java.util.Optional;
import java.util.Set;

/// The gates as last read. While the database cannot be read, they stay as they were. Thread-safe.
public final class CurrentGates {

    private final GateStore store;
    private final Set<Gate> required;
    private volatile Optional<GateStore.Edition> read = Optional.empty();
    private volatile Gates gates = Gates.OPEN;

    /// @param required the gates that the installation requires
    public CurrentGates(GateStore store, Set<Gate> required) {
        this.store = store;
        this.required = Set.copyOf(required);
    }

    /// The gates as of the last [#refresh]. Before the first one that succeeds, all of them are in order: a caller
    /// reaches an assistant rather than no one.
    public Gates get() {
        return gates;
    }

    /// Reads the gates again if something has changed. Call it every second: other engines change them too.
    ///
    /// @throws org.permanence.queue.StoreUnavailableException if the database cannot be read
    public synchronized void refresh() {
        Optional<GateStore.Edition> edition = Optional.of(store.edition());
        if (!edition.equals(read)) {
            gates = new Gates(required, store.load());
            read = edition; // A change since the edition was read changes it again.
        }
    }
}
