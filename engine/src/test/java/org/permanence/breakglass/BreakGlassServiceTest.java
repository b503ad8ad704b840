package org.permanence.breakglass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.permanence.access.AccessRequest;
import org.permanence.access.Decision;
import org.permanence.access.Deed;
import org.permanence.access.Place;
import org.permanence.access.Policy;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Rights;
import org.permanence.access.Role;
import org.permanence.access.RoleAt;
import org.permanence.access.SealedText;
import org.permanence.access.Subject;
import org.permanence.audit.Action;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditRequest;
import org.permanence.breakglass.BreakGlass.Verdict;
import org.permanence.breakglass.BreakGlassException.Refusal;
import org.permanence.breakglass.BreakGlassService.Viewer;
import org.permanence.call.Line;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.oncall.OnCallRota;
import org.permanence.practice.Practice;
import org.permanence.practice.PracticeDirectory;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PhoneNumber;
import org.permanence.queue.StoreUnavailableException;
import org.permanence.testing.InMemoryAuditGate;
import org.permanence.testing.InMemoryBreakGlassStore;
import org.permanence.testing.SamplePractices;
import org.permanence.testing.SteppedClock;

class BreakGlassServiceTest {

    private static final PracticeId LILAS = new PracticeId("les-lilas");
    private static final PracticeId PORT = new PracticeId("port-royal");
    private static final PracticeId PAUL = new PracticeId("saint-paul");
    private static final PracticeId ALONE = new PracticeId("alone");
    private static final SealedText SEALED = new SealedText("c2VhbGVk");

    private static final Viewer HUGO = viewer("hugo", Role.DOCTOR, PORT);
    private static final Viewer HENRI = viewer("henri", Role.DOCTOR, LILAS);
    private static final Viewer OSCAR = viewer("oscar", Role.DATA_PROTECTION_OFFICER, LILAS);

    private final InMemoryBreakGlassStore store = new InMemoryBreakGlassStore();
    private final InMemoryAuditGate audit = new InMemoryAuditGate();
    private final SteppedClock clock = new SteppedClock();
    private final List<String> told = new ArrayList<>();
    private final List<BreakGlass> rested = new ArrayList<>();
    private final Groups practices = new Groups();
    private final BreakGlassRights rights = new BreakGlassRights(store, new OnCallGroups(practices));
    private final BreakGlassService breakGlass = new BreakGlassService(
            new BreakGlassService.Services(store, new OnCallGroups(practices), audit, rested::add, new Told()), clock);

    // Who opens it

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"PRACTICE_MANAGER", "DATA_PROTECTION_OFFICER", "AUDITOR", "OPERATIONS"})
    void onlyADoctorOpensIt(Role role) {
        assertRefused(Refusal.UNKNOWN, () -> open(viewer("mona", role, PORT), LILAS));
    }

    @Test
    void doctorOfAnotherGroupIsAnsweredAsIfThePracticeDidNotExist() {
        String elsewhere = message(() -> open(viewer("paula", Role.DOCTOR, PAUL), LILAS));
        String unknown = message(() -> open(viewer("paula", Role.DOCTOR, PAUL), new PracticeId("nowhere")));

        assertEquals(elsewhere.replace("les-lilas", ""), unknown.replace("nowhere", ""));
        assertEquals(List.of(), audit.log());
    }

    @Test
    void practiceWithoutAGroupHasNoBreakGlass() {
        assertRefused(Refusal.UNKNOWN, () -> open(HUGO, ALONE));
        assertRefused(Refusal.UNKNOWN, () -> open(viewer("anna", Role.DOCTOR, ALONE), LILAS));
    }

    @Test
    void noDoctorOpensItForTheirOwnPractice() {
        assertRefused(Refusal.CONFLICT, () -> open(HENRI, LILAS));
    }

    @Test
    void personHasOneOpenAccessToAPractice() {
        open(HUGO, LILAS);
        assertRefused(Refusal.CONFLICT, () -> open(HUGO, LILAS));

        clock.advance(BreakGlass.LIFETIME);
        open(HUGO, LILAS);
    }

    @Test
    void personOpensTenInADay() {
        for (int times = 0; times < 10; times++) {
            open(HUGO, LILAS);
            clock.advance(BreakGlass.LIFETIME);
        }
        assertRefused(Refusal.CONFLICT, () -> open(HUGO, LILAS));

        clock.advance(Duration.ofHours(14));
        open(HUGO, LILAS);
    }

    @Test
    void withoutTheAuditLogNothingIsOpened() {
        audit.refuses();

        assertThrows(AuditException.class, () -> open(HUGO, LILAS));
        assertEquals(List.of(), gives(HUGO, Deed.PLAY_MESSAGE));
        assertEquals(List.of(), told);
    }

    @Test
    void withoutTheDatabaseNothingIsOpenedAndNothingGiven() {
        open(HUGO, LILAS);
        store.failsFromNowOn();

        assertThrows(StoreUnavailableException.class, () -> open(HUGO, LILAS));
        assertThrows(StoreUnavailableException.class, () -> gives(HUGO, Deed.PLAY_MESSAGE));
        assertEquals(List.of(), gives(HUGO, Deed.SET_STATE), "what it never gives does not ask the database");
        assertEquals(List.of(), gives(OSCAR, Deed.PLAY_MESSAGE), "nor does a person who is no doctor");
    }

    @Test
    void openingIsEnteredWithTheSealedReasonAndTold() {
        BreakGlass opened = open(HUGO, LILAS);

        AuditRequest entry = audit.requests().getFirst();
        assertEquals(Action.BREAK_GLASS_OPENED, entry.action());
        assertEquals(Optional.of(LILAS), entry.practice());
        assertEquals(Optional.of(SEALED), entry.reason());
        assertEquals(Map.of("break-glass", opened.id().value()), entry.details());
        assertEquals(List.of("opened les-lilas"), told);
    }

    // What it gives

    @Test
    void itGivesReadingOnly() {
        open(HUGO, LILAS);

        Set<Deed> reading = Set.of(
                Deed.LIST_RECORDINGS,
                Deed.PLAY_RECORDING,
                Deed.LIST_MESSAGES,
                Deed.PLAY_MESSAGE,
                Deed.READ_CALLBACK_NUMBER,
                Deed.READ_NOTE);
        for (Deed deed : Deed.values()) {
            List<PracticeId> expected = reading.contains(deed) ? List.of(LILAS) : List.of();
            assertEquals(expected, gives(HUGO, deed), deed.toString());
        }
    }

    @Test
    void itEndsAfterAnHour() {
        open(HUGO, LILAS);
        clock.advance(BreakGlass.LIFETIME.minusMillis(1));
        assertEquals(List.of(LILAS), gives(HUGO, Deed.PLAY_MESSAGE));

        clock.advance(Duration.ofMillis(1));
        assertEquals(List.of(), gives(HUGO, Deed.PLAY_MESSAGE));
    }

    @Test
    void itGivesNothingToOthers() {
        open(HUGO, LILAS);

        assertEquals(List.of(), gives(viewer("hanna", Role.DOCTOR, PORT), Deed.PLAY_MESSAGE));
    }

    @Test
    void itEndsWhenThePersonIsNoDoctorOfTheGroupAnyMore() {
        open(HUGO, LILAS);
        assertEquals(List.of(), gives(viewer("hugo", Role.PRACTICE_MANAGER, PORT), Deed.PLAY_MESSAGE));

        practices.separate();
        assertEquals(List.of(), gives(HUGO, Deed.PLAY_MESSAGE));
    }

    @Test
    void needsOfADoctorStay() {
        open(HUGO, LILAS);

        Rights opened = rights.opened(HUGO.rights(), Deed.PLAY_RECORDING, clock.instant())
                .getFirst()
                .rights();
        var allowed = (Decision.Allowed)
                Policy.decide(opened, Deed.PLAY_RECORDING, Subject.ofPractice(LILAS), clock.instant());
        assertEquals(
                Set.of("STEP_UP", "PURPOSE"),
                Set.copyOf(allowed.needs().stream().map(Enum::name).toList()));
    }

    // Who sees and reviews it

    @Test
    void doctorsOfThePracticeOfficerAuditorAndOpenerSeeItAndNoOthers() {
        BreakGlass opened = open(HUGO, LILAS);

        for (Viewer viewer : List.of(HENRI, OSCAR, viewer("aude", Role.AUDITOR, LILAS), HUGO)) {
            assertEquals(List.of(opened), breakGlass.list(viewer), viewer.toString());
        }
        for (Viewer viewer : List.of(
                viewer("paula", Role.DOCTOR, PAUL),
                viewer("hanna", Role.DOCTOR, PORT),
                viewer("mona", Role.PRACTICE_MANAGER, LILAS))) {
            assertEquals(List.of(), breakGlass.list(viewer), viewer.toString());
            assertRefused(Refusal.UNKNOWN, () -> show(viewer, opened));
            assertRefused(Refusal.UNKNOWN, () -> review(viewer, opened, Verdict.UNJUSTIFIED));
        }
    }

    @Test
    void onlyTheOfficerGetsTheSealedReasonWhichIsEntered() {
        BreakGlass opened = open(HUGO, LILAS);
        audit.clear();

        assertEquals(Optional.empty(), show(HENRI, opened));
        assertEquals(Optional.empty(), show(HUGO, opened));
        assertEquals(List.of(), audit.log());
        assertEquals(Optional.of(SEALED), show(OSCAR, opened));
        assertEquals(List.of("open BREAK_GLASS_SHOWN", "close BREAK_GLASS_SHOWN SUCCEEDED"), audit.log());
    }

    @Test
    void officerAndDoctorsAreToldAtTheirSignInUntilTheReview() {
        BreakGlass opened = open(HUGO, LILAS);

        assertEquals(List.of(LILAS), breakGlass.awaitingReview(OSCAR.rights()));
        assertEquals(List.of(LILAS), breakGlass.awaitingReview(HENRI.rights()));
        assertEquals(List.of(), breakGlass.awaitingReview(HUGO.rights()));
        review(OSCAR, opened, Verdict.UNJUSTIFIED);
        assertEquals(List.of(), breakGlass.awaitingReview(OSCAR.rights()));
    }

    @Test
    void onlyTheOfficerReviews() {
        BreakGlass opened = open(HUGO, LILAS);

        assertRefused(Refusal.NOT_PERMITTED, () -> review(HENRI, opened, Verdict.UNJUSTIFIED));
        assertRefused(Refusal.NOT_PERMITTED, () -> review(HUGO, opened, Verdict.UNJUSTIFIED));
    }

    @Test
    void officerDoesNotReviewTheirOwn() {
        var both = new Viewer(
                HUGO.person(),
                new Rights(
                        "hugo",
                        List.of(
                                new RoleAt(Role.DOCTOR, new Place.OfPractice(PORT)),
                                new RoleAt(Role.DATA_PROTECTION_OFFICER, new Place.OfPractice(LILAS))),
                        true));
        BreakGlass opened = open(both, LILAS);

        assertRefused(Refusal.CONFLICT, () -> review(both, opened, Verdict.UNJUSTIFIED));
    }

    @Test
    void openAccessIsNotFoundJustifiedAndAReviewIsMadeOnce() {
        BreakGlass opened = open(HUGO, LILAS);
        assertRefused(Refusal.CONFLICT, () -> review(OSCAR, opened, Verdict.JUSTIFIED));

        clock.advance(BreakGlass.LIFETIME);
        review(OSCAR, opened, Verdict.JUSTIFIED);
        assertRefused(Refusal.CONFLICT, () -> review(OSCAR, opened, Verdict.UNJUSTIFIED));
        AuditRequest entry = audit.requests().getLast();
        assertEquals(Action.BREAK_GLASS_REVIEWED, entry.action());
        assertEquals(Map.of("break-glass", opened.id().value(), "verdict", "justified"), entry.details());
        assertEquals("DATA_PROTECTION_OFFICER", entry.actor().roleName());
    }

    @Test
    void unjustifiedAccessEndsAtOnce() {
        BreakGlass opened = open(HUGO, LILAS);
        review(OSCAR, opened, Verdict.UNJUSTIFIED);

        assertEquals(List.of(), gives(HUGO, Deed.PLAY_MESSAGE));
    }

    @Test
    void accountRestsUntilTheReviewIfThatIsLate() {
        BreakGlass opened = open(HUGO, LILAS);
        clock.advance(BreakGlass.REVIEW_LIMIT.minusMillis(1));
        breakGlass.restNotReviewed();
        assertEquals(List.of(), rested);

        clock.advance(Duration.ofMillis(1));
        breakGlass.restNotReviewed();
        breakGlass.restNotReviewed();
        assertEquals(List.of(opened, opened), rested, "also if the rest was ended before the review");
        assertTrue(told.contains("not reviewed les-lilas"), told.toString());

        review(OSCAR, opened, Verdict.JUSTIFIED);
        rested.clear();
        breakGlass.restNotReviewed();
        assertEquals(List.of(), rested);
    }

    @Test
    void reviewedAccessIsDeletedAfterAYearAndOthersStay() {
        BreakGlass reviewed = open(HUGO, LILAS);
        review(OSCAR, reviewed, Verdict.UNJUSTIFIED);
        BreakGlass other = open(HUGO, LILAS);
        clock.advance(Duration.ofDays(366));

        assertEquals(1, breakGlass.deleteOld());
        assertEquals(List.of(other), breakGlass.list(OSCAR));
    }

    @Test
    void entriesMadeUnderItNameIt() {
        String id = open(HUGO, LILAS).id().value();
        var entry = AuditRequest.ofOperation(
                HUGO.person().under(id),
                Action.MESSAGE_LISTED,
                Optional.of(LILAS),
                audit.requests().getFirst().object(),
                Map.of());

        assertEquals(Map.of("break-glass", id), entry.details());
        assertFalse(HUGO.person().breakGlass().isPresent());
    }

    private BreakGlass open(Viewer opener, PracticeId practice) {
        var asked = new AccessRequest(opener.person(), Purpose.ETREAT, _ -> Optional.of(SEALED));
        return breakGlass.open(asked, opener.rights(), practice);
    }

    private Optional<SealedText> show(Viewer viewer, BreakGlass access) {
        return breakGlass.show(viewer, Purpose.HOPERAT, access.id()).reason();
    }

    private void review(Viewer viewer, BreakGlass access, Verdict verdict) {
        breakGlass.review(viewer, Purpose.HCOMPL, access.id(), verdict);
    }

    /// The practices at which the person may do the deed under break-glass now.
    private List<PracticeId> gives(Viewer viewer, Deed deed) {
        return rights.opened(viewer.rights(), deed, clock.instant()).stream()
                .flatMap(opened -> List.of(LILAS, PORT, PAUL, ALONE).stream()
                        .filter(practice ->
                                Policy.decide(opened.rights(), deed, Subject.ofPractice(practice), clock.instant())
                                        instanceof Decision.Allowed))
                .toList();
    }

    private static void assertRefused(Refusal refusal, Executable action) {
        assertEquals(refusal, assertThrows(BreakGlassException.class, action).refusal());
    }

    private static String message(Executable action) {
        return String.valueOf(assertThrows(BreakGlassException.class, action).getMessage());
    }

    private static Viewer viewer(String login, Role role, PracticeId practice) {
        return new Viewer(
                new Principal.Person(login, role, "laptop-" + login, Principal.NO_SESSION),
                new Rights(login, List.of(new RoleAt(role, new Place.OfPractice(practice))), true));
    }

    private final class Told implements BreakGlassListener {

        @Override
        public void onOpened(PracticeId practice) {
            told.add("opened " + practice);
        }

        @Override
        public void onNotReviewed(PracticeId practice) {
            told.add("not reviewed " + practice);
        }
    }

    /// Les Lilas and Port-Royal in one group, Saint-Paul in another, and a practice without a group.
    private static final class Groups implements PracticeDirectory {

        private boolean isSeparated;

        /// Port-Royal leaves the group.
        void separate() {
            isSeparated = true;
        }

        @Override
        public Optional<Practice> find(PracticeId id) {
            return switch (id.value()) {
                case "les-lilas" -> Optional.of(practice(id, Optional.of("north")));
                case "port-royal" -> Optional.of(practice(id, isSeparated ? Optional.empty() : Optional.of("north")));
                case "saint-paul" -> Optional.of(practice(id, Optional.of("south")));
                case "alone" -> Optional.of(practice(id, Optional.empty()));
                default -> Optional.empty();
            };
        }

        private static Practice practice(PracticeId id, Optional<String> group) {
            var rota = new OnCallRota(Map.of(), Map.of(), List.of(new Line("garde")));
            var own = new OnCallPolicy(rota, Duration.ofSeconds(25), 2);
            return SamplePractices.LES_LILAS
                    .withId(id)
                    .withOnCall(Optional.of(group.map(own::sharedByGroup).orElse(own)));
        }

        @Override
        public Optional<Practice> findByNumber(PhoneNumber did) {
            return Optional.empty();
        }

        @Override
        public Optional<PhoneNumber> numberOf(PracticeId id) {
            return Optional.empty();
        }
    }
}
