package org.permanence.publish;

import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
import org.permanence.practicefile.PracticeSettings;
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.InstallationSettings;
import org.permanence.yaml.Name;

/// The current practices and their rotas. A changed practice is a new object, so that running calls keep the
/// previous one. Thread-safe, if only one thread at a time updates it.
public final class PracticeRegistry implements PracticeDirectory, OnCallDirectory {

    /// Immutable once published to other threads.
    private record Snapshot(Map<PracticeId, Practice> byId, Map<PhoneNumber, Practice> byNumber) {

        Snapshot copy() {
            return new Snapshot(new HashMap<>(byId), new HashMap<>(byNumber));
        }

        void put(Name name, PracticeSettings file, Predicate<Name> behindTrunk, int promptRevision) {
            Practice practice = file.toPractice(name, behindTrunk, promptRevision);
            byId.put(practice.id(), practice);
            byNumber.values().removeIf(other -> other.id().equals(practice.id()));
            file.numbers().forEach(number -> byNumber.put(number, practice));
            file.hours()
                    .byNumber()
                    .forEach((number, _) ->
                            byNumber.put(number, file.toPracticeAt(number, name, behindTrunk, promptRevision)));
        }
    }

    private final Predicate<Name> behindTrunk;
    private final ZoneId zone;
    private final OnCallOverrides overrides;
    private volatile Snapshot snapshot;

    public PracticeRegistry(InstallationSettings settings, OnCallOverrides overrides) {
        this.overrides = overrides;
        zone = settings.identity().zone();
        behindTrunk = settings::isBehindTrunk;
        var initial = new Snapshot(new HashMap<>(), new HashMap<>());
        settings.practices().forEach((name, file) -> initial.put(name, file, behindTrunk, 0));
        snapshot = initial;
    }

    /// Replaces a practice for future calls. Only one thread at a time may call it.
    ///
    /// @param promptRevision the revision of its prompts; never used before
    void update(Name name, PracticeSettings file, int promptRevision) {
        Snapshot next = snapshot.copy();
        next.put(name, file, behindTrunk, promptRevision);
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
        return practiceOf(rota).map(practice -> rota.group() ? zone : practice.zone());
    }

    @Override
    public Optional<OnCallDuty> dutyAt(RotaId rota, Instant moment) {
        return practiceOf(rota).map(practice -> {
            Optional<OnCallOverride> active =
                    rota.group() ? overrides.activeAt(moment, rota, Optional.empty()) : overrideFor(practice, moment);
            return new OnCallDuty(linesToRing(practice, active, moment), active);
        });
    }

    /// The practice of a rota; for a group, any practice that uses it.
    private Optional<Practice> practiceOf(RotaId rota) {
        return rota.group()
                ? snapshot.byId().values().stream()
                        .filter(practice ->
                                practice.onCall().flatMap(OnCallPolicy::group).equals(Optional.of(rota)))
                        .findFirst()
                : find(new PracticeId(rota.name()))
                        .filter(practice -> practice.onCall().isPresent());
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
