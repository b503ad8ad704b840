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
import org.permanence.privacy.PhoneNumber;
import org.permanence.settings.InstallationSettings;
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
            Practice practice = file.toPractice(name, behindTrunk, edition);
            byId.put(practice.id(), practice);
            byNumber.values().removeIf(before -> before.id().equals(practice.id()));
            file.numbers().forEach(number -> byNumber.put(number, practice));
            file.hours()
                    .byNumber()
                    .forEach(
                            (number, _) -> byNumber.put(number, file.toPracticeAt(number, name, behindTrunk, edition)));
        }
    }

    private final Predicate<Name> behindTrunk;
    private volatile Known known;

    private final Optional<OnCallOverrides> replacements;

    /// Where nobody is ever replaced.
    Practices(InstallationSettings settings) {
        this(settings, Optional.empty());
    }

    /// @param replacements who is on call instead of whoever the files say
    Practices(InstallationSettings settings, OnCallOverrides overrides) {
        this(settings, Optional.of(overrides));
    }

    private Practices(InstallationSettings settings, Optional<OnCallOverrides> replacements) {
        this.replacements = replacements;
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
    public Optional<Practice> findByNumber(PhoneNumber did) {
        return Optional.ofNullable(known.byNumber().get(did));
    }

    @Override
    public Optional<Practice> find(PracticeId id) {
        return Optional.ofNullable(known.byId().get(id));
    }

    @Override
    public Optional<PhoneNumber> numberOf(PracticeId id) {
        return known.byNumber().entrySet().stream()
                .filter(each -> each.getValue().id().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public List<Line> onCallAt(Practice practice, Instant moment) {
        return rung(practice, replacement(practice, moment), moment);
    }

    /// Who is rung for a practice with a rota, where this replacement holds or none.
    static List<Line> rung(Practice practice, Optional<OnCallOverride> holds, Instant moment) {
        return holds.map(override -> practice.onCall()
                        .orElseThrow()
                        .rota()
                        .overriddenBy(override.draft().lines()))
                .orElseGet(() -> practice.onCallAt(moment));
    }

    /// The replacement that holds for a practice with a rota.
    Optional<OnCallOverride> replacement(Practice practice, Instant moment) {
        var own = RotaId.ofPractice(practice.id().value());
        return practice.onCall().flatMap(call -> replacements.flatMap(all -> all.activeAt(moment, own, call.group())));
    }

    /// One of the practices that a group is on call for.
    Optional<Practice> inGroup(String group) {
        var name = Optional.of(RotaId.ofGroup(group));
        return known.byId().values().stream()
                .filter(practice ->
                        practice.onCall().flatMap(OnCallPolicy::group).equals(name))
                .findFirst();
    }
}
