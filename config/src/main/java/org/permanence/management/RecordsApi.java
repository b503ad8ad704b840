package org.permanence.management;

import java.time.DateTimeException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.permanence.access.Need;
import org.permanence.audit.AuditException;
import org.permanence.audit.AuditRequest;
import org.permanence.practice.PracticeId;
import org.permanence.recording.RecordingAccess;
import org.permanence.recording.RecordingException;
import org.permanence.recording.UnknownRecordingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything that the audit log guards: recordings, messages, patients' data, accounts and the log itself. Refuses
/// every request while the keys or the audit log are not available.
public final class RecordsApi {

    /// The first segments of the API's paths.
    static final Set<String> PATHS = Stream.concat(
                    Stream.of(
                            "recordings",
                            "messages",
                            "calls",
                            "patients",
                            "blocked-numbers",
                            "keys",
                            "audit",
                            ApprovalsApi.PATH,
                            BreakGlassApi.PATH,
                            NotesApi.PATH,
                            PeopleApi.PATH,
                            SignInApi.PATH),
                    GatesApi.PATHS.stream())
            .collect(Collectors.toUnmodifiableSet());

    /// Those whose second segment is a practice.
    private static final Set<String> PATHS_OF_PRACTICES =
            Set.of("keys", "blocked-numbers", "contracts", "instructions");

    private static final Logger LOG = LoggerFactory.getLogger(RecordsApi.class);

    /// The answer to every request while the keys or the audit log are not available.
    public static final String UNAVAILABLE =
            "records: not available (expected: the root key and an undamaged audit log; see the log)";

    /// The parts of the API.
    public record Parts(
            RecordingsApi recordings,
            MessagesApi messages,
            NotesApi notes,
            PatientsApi patients,
            AuditApi audit,
            ApprovalsApi approvals,
            PeopleApi people,
            SignInApi signIn,
            BreakGlassApi breakGlass,
            GatesApi gates) {}

    private final Optional<Parts> parts;
    private final Predicate<PracticeId> isKnown;

    /// @param parts empty if the keys or the audit log could not be opened
    /// @param isKnown whether a practice exists, or existed: its records outlive its file
    public RecordsApi(Optional<Parts> parts, Predicate<PracticeId> isKnown) {
        this.parts = parts;
        this.isKnown = isKnown;
    }

    Reply handle(ApiRequest request) {
        return answer(request, open -> Optional.of(handle(open, request))).orElseThrow();
    }

    /// Asks a second person about a request that the table of rights permits only with one.
    ///
    /// @param content what the body says, by name
    /// @return the answer to the person who has to wait; empty if the request is to be done now
    Optional<Reply> askSecondPerson(ApiRoute.Match match, ApiRequest request, Map<String, String> content) {
        return AccessRequests.permission(request).needs().contains(Need.SECOND_PERSON)
                ? answer(request, open -> open.approvals().ask(match, request, content))
                : Optional.empty();
    }

    /// Refuses to send content of a practice that does not exist.
    ///
    /// @return the refusal; empty if the content is to be sent
    Optional<Reply> refuseContent(ApiRequest request) {
        return answer(request, _ -> Optional.empty());
    }

    private Optional<Reply> answer(ApiRequest request, Function<Parts, Optional<Reply>> work) {
        if (parts.isEmpty()) {
            return Optional.of(Reply.problem(503, UNAVAILABLE));
        }
        try {
            Optional<PracticeId> practice = practice(request);
            return practice.isPresent() && !isKnown.test(practice.get())
                    ? Optional.of(Reply.unknownPractice(practice.get()))
                    : work.apply(parts.get());
        } catch (RuntimeException thrown) {
            return Optional.of(problem(thrown));
        }
    }

    /// The answer to a request that the records refuse.
    ///
    /// @throws RuntimeException what was thrown, if it is no refusal
    static Reply problem(RuntimeException thrown) {
        int status = switch (thrown) {
            case IllegalArgumentException _, DateTimeException _ -> 400;
            case UnknownRecordingException _ -> 404;
            case RecordingException _ -> 409;
            case AuditException _ -> 503;
            default -> throw thrown;
        };
        return Reply.problem(status, String.valueOf(thrown.getMessage()));
    }

    /// The practice that the request is about, if it names one. Nothing is done, entered or created for an unknown
    /// practice.
    private static Optional<PracticeId> practice(ApiRequest request) {
        if (request.segment(1).equals("practices")) {
            return Optional.of(new PracticeId(request.segment(2)));
        }
        boolean isInPath = PATHS_OF_PRACTICES.contains(request.segment(0))
                && request.path().size() > 1;
        return isInPath
                ? Optional.of(new PracticeId(request.segment(1)))
                : request.parameter("practice").map(PracticeId::new);
    }

    /// Enters a request of daily operation in the audit log. Without the log, the request is done all the same:
    /// calls continue without it, and so must the work around them.
    void enter(AuditRequest done) {
        enter(done, AuditApi::enter);
    }

    private void enter(AuditRequest entry, BiConsumer<AuditApi, AuditRequest> way) {
        parts.ifPresentOrElse(
                open -> way.accept(open.audit(), entry),
                () -> LOG.atWarn().addKeyValue("action", entry.action()).log("management.request-not-entered"));
    }

    /// Enters a refused request, or counts it if there are too many. Never waits.
    void enter(Ruling.Refused refused) {
        enter(refused.entry(refused.practice().filter(isKnown)), AuditApi::enterRefused);
    }

    private static Reply handle(Parts open, ApiRequest request) {
        return switch (request.segment(0)) {
            case "recordings" -> open.recordings().handle(request);
            case "calls" ->
                request.segment(2).equals("note")
                        ? open.notes().handle(request)
                        : open.recordings().handle(request);
            case NotesApi.PATH -> open.notes().handle(request);
            case "messages" -> open.messages().handle(request);
            case ApprovalsApi.PATH -> open.approvals().handle(request);
            case BreakGlassApi.PATH -> open.breakGlass().handle(request);
            case PeopleApi.PATH -> open.people().handle(request);
            case SignInApi.PATH -> open.signIn().handle(request);
            case "patients", "blocked-numbers" -> open.patients().handle(request);
            case String first
            when GatesApi.PATHS.contains(first) -> open.gates().handle(request);
            default -> open.audit().handle(request);
        };
    }

    /// Whether a request is for content that is sent while it is read: audio, or an export.
    static boolean isContent(ApiRequest request) {
        return String.join("/", request.path())
                .matches("(recordings|messages)/[^/]+/(audio|stream|export)|audit/export");
    }

    /// Sends content. A refusal is thrown before `out` is used.
    ///
    /// @throws AuditException if the keys or the audit log are not available
    /// @throws RecordingException if there is no such recording
    void sendContent(ApiRequest request, RecordingAccess.Output out) {
        Parts open = parts.orElseThrow(() -> new AuditException(UNAVAILABLE));
        switch (request.segment(0)) {
            case "messages" -> open.messages().sendAudio(request, out);
            case "audit" -> open.audit().sendExport(request, () -> out.open(OptionalLong.empty()));
            default -> open.recordings().sendAudio(request, out);
        }
    }
}
