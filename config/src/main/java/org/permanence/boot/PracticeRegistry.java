package org.permanence.boot;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.permanence.call.Line;
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

/// The practices of the settings, as the engine knows them. One that changes is another object: whoever has met the
/// former keeps it.
final class PracticeRegistry implements PracticeDirectory {

    /// Never changed once it is seen.
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
    private volatile Snapshot snapshot;

    private final Optional<OnCallOverrides> overrides;

    /// Where nobody is ever replaced.
    PracticeRegistry(InstallationSettings settings) {
        this(settings, Optional.empty());
    }

    /// @param overrides who is on call instead of whoever the files say
    PracticeRegistry(InstallationSettings settings, OnCallOverrides overrides) {
        this(settings, Optional.of(overrides));
    }

    private PracticeRegistry(InstallationSettings settings, Optional<OnCallOverrides> overrides) {
        this.overrides = overrides;
        behindTrunk = settings::isBehindTrunk;
        var initial = new Snapshot(new HashMap<>(), new HashMap<>());
        settings.practices().forEach((name, file) -> initial.put(name, file, behindTrunk, 0));
        snapshot = initial;
    }

    /// From here on calls meet this practice as `file` says. By one thread at a time.
    ///
    /// @param edition of what it says to callers; not one that was used before
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

    /// Who is rung for a practice with a rota, where this replacement holds or none.
    static List<Line> linesToRing(Practice practice, Optional<OnCallOverride> active, Instant moment) {
        return active.map(override -> practice.onCall()
                        .orElseThrow()
                        .rota()
                        .overriddenBy(override.draft().lines()))
                .orElseGet(() -> practice.onCallAt(moment));
    }

    /// The replacement that holds for a practice with a rota.
    Optional<OnCallOverride> overrideFor(Practice practice, Instant moment) {
        var practiceRota = RotaId.ofPractice(practice.id().value());
        return practice.onCall()
                .flatMap(onCall -> overrides.flatMap(all -> all.activeAt(moment, practiceRota, onCall.group())));
    }

    /// One of the practices that a group is on call for.
    Optional<Practice> anyInGroup(String group) {
        var name = Optional.of(RotaId.ofGroup(group));
        return snapshot.byId().values().stream()
                .filter(practice ->
                        practice.onCall().flatMap(OnCallPolicy::group).equals(name))
                .findFirst();
    }
}
