package org.permanence.breakglass;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.permanence.access.AccessRequest;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Policy;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Rights;
import org.permanence.access.SealedText;
import org.permanence.access.Subject;
import org.permanence.assistant.Login;
import org.permanence.audit.Action;
import org.permanence.audit.AuditGate;
import org.permanence.audit.AuditObject;
import org.permanence.audit.AuditReceipt;
import org.permanence.audit.AuditRequest;
import org.permanence.breakglass.BreakGlass.Review;
import org.permanence.breakglass.BreakGlass.Verdict;
import org.permanence.practice.PracticeId;
import org.permanence.text.EnumWords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens, shows and reviews break-glass access. [BreakGlassRights] are what it gives. No call waits for it.
///
/// All methods throw [BreakGlassException] to refuse, [org.permanence.audit.AuditException] if the audit log is
/// closed, and [org.permanence.queue.StoreUnavailableException] during an outage: then nothing is opened.
public final class BreakGlassService {

    /// How long a reviewed access stays in the database. The audit log keeps it longer.
    private static final Duration KEPT = Duration.ofDays(365);

    private static final int MAX_LISTED = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(BreakGlassService.class);

    private final Services services;
    private final InstantSource clock;

    /// What break-glass needs.
    ///
    /// @param rest rests the account of an opener; whether it did not rest before
    public record Services(
            BreakGlassStore store,
            OnCallGroups groups,
            AuditGate audit,
            Predicate<BreakGlass> rest,
            BreakGlassListener listener) {}

    /// A person who asks, and what they may do.
    public record Viewer(Principal.Person person, Rights rights) {

        private boolean isOpenerOf(BreakGlass access) {
            return access.opener().value().equals(person.name());
        }
    }

    /// An access as a person sees it.
    ///
    /// @param reason encrypted; empty for a person who may not review it
    public record Shown(BreakGlass access, Optional<SealedText> reason) {}

    public BreakGlassService(Services services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    /// Opens an access of 60 minutes to a practice of the same on-call group.
    ///
    /// @param asked with a reason that [org.permanence.seal.BreakGlassReason] accepts
    /// @throws IllegalArgumentException if the practice has no key to encrypt the reason with
    public BreakGlass open(AccessRequest asked, Rights rights, PracticeId practice) {
        Instant now = clock.instant();
        if (services.groups().mayOpenAt(rights, practice, now)) {
            throw BreakGlassException.conflict(
                    "practice " + practice + " is your own (expected: another practice of your on-call group)");
        }
        if (!services.groups().hasColleague(rights, practice, now)) {
            throw BreakGlassException.unknownPractice(practice);
        }
        SealedText reason = asked.reason()
                .sealedFor(practice)
                .orElseThrow(() -> new IllegalArgumentException("reason: missing (expected: 20 to 500 characters)"));
        var opened = new BreakGlass(
                BreakGlassId.next(clock),
                practice,
                new Login(rights.login()),
                reason,
                now,
                now.plus(BreakGlass.LIFETIME),
                Optional.empty());
        save(asked, opened);
        LOG.atWarn()
                .addKeyValue("practice", practice)
                .addKeyValue("expected", "a review by the data protection officer within 72 hours")
                .log("break-glass.opened");
        services.listener().onOpened(practice);
        return opened;
    }

    private void save(AccessRequest asked, BreakGlass opened) {
        AuditReceipt receipt = services.audit()
                .open(entry(
                        Action.BREAK_GLASS_OPENED,
                        asked.principal(),
                        asked.purpose(),
                        opened,
                        Optional.of(opened.reason())));
        Optional<String> refusal = services.audit()
                .runAudited(
                        receipt,
                        () -> services.store()
                                .save(
                                        opened,
                                        ofLastDay -> BreakGlassRules.whyNotOpened(
                                                ofLastDay, opened.practice(), opened.openedAt())),
                        found -> outcome(found.isEmpty()));
        refusal.ifPresent(problem -> {
            throw BreakGlassException.conflict(problem);
        });
    }

    private static AuditGate.Outcome outcome(boolean isDone) {
        return isDone ? AuditGate.Outcome.SUCCEEDED : AuditGate.Outcome.REFUSED;
    }

    /// Of the 1,000 newest accesses of the installation, those that the person may see and their own, newest first.
    public List<BreakGlass> list(Viewer viewer) {
        return services.store().newest(MAX_LISTED).stream()
                .filter(access -> sees(viewer, access))
                .toList();
    }

    /// The practices with an access that the person may see and that waits for its review. Not those of the
    /// person's own accesses.
    public List<PracticeId> awaitingReview(Rights rights) {
        return services.store().notReviewed(clock.instant()).stream()
                .filter(access -> !access.opener().value().equals(rights.login()))
                .map(BreakGlass::practice)
                .distinct()
                .filter(practice ->
                        allowed(rights, Deed.SEE_BREAK_GLASS, practice).isPresent())
                .toList();
    }

    /// One access; with its reason if the person may review it.
    public Shown show(Viewer viewer, Purpose purpose, BreakGlassId id) {
        BreakGlass access = require(viewer, id);
        Optional<Principal.Person> officer = asReviewer(viewer, access);
        if (officer.isEmpty()) {
            return new Shown(access, Optional.empty());
        }
        AuditReceipt receipt = services.audit()
                .open(entry(Action.BREAK_GLASS_SHOWN, officer.get(), purpose, access, Optional.empty()));
        return services.audit().runAudited(receipt, () -> new Shown(access, Optional.of(access.reason())));
    }

    /// Reviews an access.
    public BreakGlass review(Viewer viewer, Purpose purpose, BreakGlassId id, Verdict verdict) {
        BreakGlass access = require(viewer, id);
        Principal.Person officer = asReviewer(viewer, access).orElseThrow(() -> BreakGlassException.notPermitted(id));
        Instant now = clock.instant();
        BreakGlassRules.whyNotReviewed(access, officer.name(), verdict, now).ifPresent(problem -> {
            throw BreakGlassException.conflict(problem);
        });
        BreakGlass reviewed = access.reviewed(new Review(new Login(officer.name()), verdict, now));
        AuditReceipt receipt = services.audit()
                .open(entry(Action.BREAK_GLASS_REVIEWED, officer, purpose, access, Optional.empty())
                        .withDetails(Map.of("verdict", EnumWords.of(verdict))));
        boolean isStored = services.audit()
                .runAudited(receipt, () -> services.store().review(reviewed), BreakGlassService::outcome);
        if (!isStored) {
            throw BreakGlassException.conflict("has just been reviewed (expected: one without a review)");
        }
        return reviewed;
    }

    /// Rests the accounts whose access was not reviewed within 72 hours, also those whose rest was ended before the
    /// review. Call it every minute.
    public void restNotReviewed() {
        Instant limit = clock.instant().minus(BreakGlass.REVIEW_LIMIT);
        for (BreakGlass late : services.store().notReviewed(limit)) {
            if (services.rest().test(late)) {
                LOG.atError()
                        .addKeyValue("practice", late.practice())
                        .addKeyValue("expected", "a review by the data protection officer within 72 hours")
                        .log("break-glass.not-reviewed");
                services.listener().onNotReviewed(late.practice());
            }
        }
    }

    /// Deletes reviewed accesses of more than a year ago. Call it once a day.
    public int deleteOld() {
        return services.store().deleteReviewed(clock.instant().minus(KEPT));
    }

    private BreakGlass require(Viewer viewer, BreakGlassId id) {
        return services.store()
                .find(id)
                .filter(access -> sees(viewer, access))
                .orElseThrow(() -> BreakGlassException.unknown(id));
    }

    private boolean sees(Viewer viewer, BreakGlass access) {
        return viewer.isOpenerOf(access)
                || allowed(viewer.rights(), Deed.SEE_BREAK_GLASS, access.practice())
                        .isPresent();
    }

    private Optional<Principal.Person> asReviewer(Viewer viewer, BreakGlass access) {
        return allowed(viewer.rights(), Deed.REVIEW_BREAK_GLASS, access.practice())
                .map(allowed -> viewer.person().as(allowed.role()));
    }

    private Optional<Decision.Allowed> allowed(Rights rights, Deed deed, PracticeId practice) {
        return Policy.decide(rights, deed, Subject.ofPractice(practice), clock.instant())
                        instanceof Decision.Allowed allowed
                ? Optional.of(allowed)
                : Optional.empty();
    }

    private static AuditRequest entry(
            Action action, Principal by, Purpose purpose, BreakGlass access, Optional<SealedText> reason) {
        return new AuditRequest(
                by,
                Optional.of(access.practice()),
                action,
                new AuditObject(AuditObject.Kind.PRACTICE, access.practice().value()),
                purpose,
                new TreeMap<>(Map.of("break-glass", access.id().value())),
                reason);
    }
}
