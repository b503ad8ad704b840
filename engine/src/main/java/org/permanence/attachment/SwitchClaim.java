package org.permanence.attachment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.permanence.attachment.AttachmentStore.Attachment;

/// Keeps the engines of two switches off one database, where each would remove the other's callers: they are not
/// among its own channels.
///
/// 1. An engine shows its own attachment before it looks at the others. So of two that start together, at least one
///    sees the other.
/// 2. An attachment to another switch counts only if it changes: its engine lives. Clocks of two machines are not
///    compared.
/// 3. Of two that look at the same time, the one whose switch has the smaller id goes on.
/// 4. What has not changed for [#OBSERVATION] belongs to an engine that is gone, and is removed.
public final class SwitchClaim {

    /// Several times the interval in which an engine shows that it lives.
    public static final Duration OBSERVATION = Duration.ofSeconds(6);

    /// What is known of the other engines.
    public enum Verdict {
        /// No living engine is attached to another switch: this one works.
        CLAIMED,
        UNDECIDED,
        /// A living engine is attached to another switch.
        REFUSED
    }

    private record Key(String switchId, int engine) {}

    private final AttachmentStore store;
    private final int engine;
    private final InstantSource clock;
    private final Map<Key, Long> firstSeen = new HashMap<>();
    private String switchId = "";
    private @Nullable Instant lookingSince;
    private boolean claimed;
    private long beats;

    /// @param engine this engine's number in the settings
    public SwitchClaim(AttachmentStore store, int engine, InstantSource clock) {
        this.store = store;
        this.engine = engine;
        this.clock = clock;
    }

    /// Shows that this engine lives, and looks at the others until the verdict is final. Once claimed, it stays so:
    /// the switch may restart, which changes its id.
    public synchronized Verdict beat(String currentSwitch) {
        if (!currentSwitch.equals(switchId)) {
            withdraw();
            switchId = currentSwitch;
            firstSeen.clear();
            lookingSince = null;
        }
        save();
        if (claimed) {
            return Verdict.CLAIMED;
        }
        Verdict verdict = look();
        switch (verdict) {
            case CLAIMED -> {
                store.removeOtherSwitches(switchId);
                claimed = true;
                save();
            }
            case REFUSED -> withdraw();
            case UNDECIDED -> {}
        }
        return verdict;
    }

    /// Removes this engine's attachment.
    public synchronized void withdraw() {
        if (!switchId.isEmpty()) {
            store.remove(switchId, engine);
        }
    }

    private Verdict look() {
        List<Attachment> others = store.onOtherSwitches(switchId);
        boolean firstLook = lookingSince == null;
        Instant now = clock.instant();
        Instant since = Optional.ofNullable(lookingSince).orElse(now);
        lookingSince = since;
        for (Attachment other : others) {
            Long seen = firstSeen.putIfAbsent(new Key(other.switchId(), other.engine()), other.beats());
            boolean alive = seen == null ? !firstLook : seen != other.beats();
            if (alive && (other.claimed() || other.switchId().compareTo(switchId) < 0)) {
                return Verdict.REFUSED;
            }
        }
        boolean observed = !now.isBefore(since.plus(OBSERVATION));
        return others.isEmpty() || observed ? Verdict.CLAIMED : Verdict.UNDECIDED;
    }

    private void save() {
        beats++;
        store.save(new Attachment(switchId, engine, beats, claimed));
    }
}
