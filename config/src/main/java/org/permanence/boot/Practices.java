package org.permanence.boot;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.HouseSettings;

/// The practices of the settings, as the engine knows them.
final class Practices implements PracticeDirectory {

    private final Map<PracticeId, Practice> byId = new HashMap<>();
    private final Map<PhoneNumber, Practice> byNumber = new HashMap<>();

    Practices(HouseSettings settings) {
        settings.practices().forEach((name, file) -> {
            Practice practice = file.practice(name, settings::isBehindTrunk);
            byId.put(practice.id(), practice);
            file.numbers().forEach(number -> byNumber.put(number, practice));
        });
    }

    @Override
    public Optional<Practice> answering(PhoneNumber did) {
        return Optional.ofNullable(byNumber.get(did));
    }

    @Override
    public Optional<Practice> named(PracticeId id) {
        return Optional.ofNullable(byId.get(id));
    }
}
