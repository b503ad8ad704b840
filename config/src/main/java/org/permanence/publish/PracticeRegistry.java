package org.permanence.publish;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallDirectory;
import org.permanence.oncall.OnCallDuty;
import org.permanence.oncall.OnCallOverride;
import org.permanence.oncall.OnCallOverrides;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.oncall.RotaId;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.practicefile.PracticeFile;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.InstallationSettings;

/// The current practices and their rotas. A changed practice is a new object, so that running calls keep the
/// previous one. Thread-safe, if only one thread at a time updates it.
public final class PracticeRegistry implements PracticeDirectory, OnCallDirectory {

    /// Immutable once published to other threads.
    private record Snapshot(Map<PracticeId, Practice> byId, Map<PhoneNumber, Practice> byNumber) {

        Snapshot copy() {
            return new Snapshot(new HashMap<>(byId), new HashMap<>(byNumber));
        }

        void put(PracticeFile file) {
            Practice practice = file.practice();
            byId.put(practice.id(), practice);
            byNumber.values().removeIf(other -> other.id().equals(practice.id()));
            file.numbers().forEach(number -> byNumber.put(number, file.practiceAt(number)));
        }
    }

    private final ZoneId zone;
    private final OnCallOverrides overrides;
    private volatile Snapshot snapshot;

    public PracticeRegistry(InstallationSettings settings, OnCallOverrides overrides) {
        this.overrides = overrides;
        zone = settings.identity().zone();
        var initial = new Snapshot(new HashMap<>(), new HashMap<>());
        settings.practiceFiles().values().forEach(initial::put);
        snapshot = initial;
    }

    /// Replaces a practice for future calls. Only one thread at a time may call it.
    ///
    /// @param file with a revision of its prompts that was never used before
    void update(PracticeFile file) {
        Snapshot next = snapshot.copy();
        next.put(file);
        snapshot = next;
    }

    @Override
    public Optional<Practice> findByNumber(PhoneNumber did) {
        return Optional.ofNullable(snapshot.byNumber().get(did));
    }

    @Override
    public Optional<Practice> find(PracticeId id) {
        return Optional.ofNullable(snapshot.byId().get(id));
    }

    @Override
    public Optional<PhoneNumber> numberOf(PracticeId id) {
        return snapshot.byNumber().entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public List<Line> onCallAt(Practice practice, Instant moment) {
        return linesToRing(practice, overrideFor(practice, moment), moment);
    }

    @Override
    public Optional<ZoneId> zoneOf(RotaId rota) {
        return practicesSharing(rota).findFirst().map(practice -> rota.group() ? zone : practice.zone());
    }

    /// The practices that share a rota: one for a practice's own, none if [#zoneOf] is empty.
    public Set<PracticeId> practicesOf(RotaId rota) {
        return practicesSharing(rota).map(Practice::id).collect(Collectors.toSet());
    }

    @Override
    public Optional<OnCallDuty> dutyAt(RotaId rota, Instant moment) {
        return practicesSharing(rota).findFirst().map(practice -> {
            Optional<OnCallOverride> active =
                    rota.group() ? overrides.activeAt(moment, rota, Optional.empty()) : overrideFor(practice, moment);
            return new OnCallDuty(linesToRing(practice, active, moment), active);
        });
    }

    private Stream<Practice> practicesSharing(RotaId rota) {
        return rota.group()
                ? snapshot.byId().values().stream()
                        .filter(practice ->
                                practice.onCall().flatMap(OnCallPolicy::group).equals(Optional.of(rota)))
                : find(new PracticeId(rota.name()))
                        .filter(practice -> practice.onCall().isPresent())
                        .stream();
    }

    private static List<Line> linesToRing(Practice practice, Optional<OnCallOverride> active, Instant moment) {
        return active.map(override -> practice.onCall()
                        .orElseThrow()
                        .rota()
                        .overriddenBy(override.draft().lines()))
                .orElseGet(() -> practice.onCallAt(moment));
    }

    private Optional<OnCallOverride> overrideFor(Practice practice, Instant moment) {
        var practiceRota = RotaId.ofPractice(practice.id().value());
        return practice.onCall().flatMap(onCall -> overrides.activeAt(moment, practiceRota, onCall.group()));
    }
}
