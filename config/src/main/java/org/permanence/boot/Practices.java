package org.permanence.boot;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.HouseSettings;
import org.permanence.settings.Name;
import org.permanence.settings.PracticeSettings;

/// The practices of the settings, as the engine knows them. One that changes is another object: whoever has met the
/// former keeps it.
final class Practices implements PracticeDirectory {

    /// Never changed once it is seen.
    private record Known(Map<PracticeId, Practice> byId, Map<PhoneNumber, Practice> byNumber) {

        Known copy() {
            return new Known(new HashMap<>(byId), new HashMap<>(byNumber));
        }

        void add(Name name, PracticeSettings file, Predicate<Name> behindTrunk, int edition) {
            Practice practice = file.practice(name, behindTrunk, edition);
            byId.put(practice.id(), practice);
            byNumber.values().removeIf(before -> before.id().equals(practice.id()));
            file.numbers().forEach(number -> byNumber.put(number, practice));
            file.hours()
                    .byNumber()
                    .forEach((number, _) -> byNumber.put(number, file.practiceAt(number, name, behindTrunk, edition)));
        }
    }

    private final Predicate<Name> behindTrunk;
    private volatile Known known;

    Practices(HouseSettings settings) {
        behindTrunk = settings::isBehindTrunk;
        var all = new Known(new HashMap<>(), new HashMap<>());
        settings.practices().forEach((name, file) -> all.add(name, file, behindTrunk, 0));
        known = all;
    }

    /// From here on calls meet this practice as `file` says. By one thread at a time.
    ///
    /// @param edition of what it says to callers; not one that was used before
    void replace(Name name, PracticeSettings file, int edition) {
        Known next = known.copy();
        next.add(name, file, behindTrunk, edition);
        known = next;
    }

    @Override
    public Optional<Practice> answering(PhoneNumber did) {
        return Optional.ofNullable(known.byNumber().get(did));
    }

    @Override
    public Optional<Practice> named(PracticeId id) {
        return Optional.ofNullable(known.byId().get(id));
    }
}
