package org.permanence.management;

import java.util.List;
import java.util.Optional;
import org.permanence.access.Deed;
import org.permanence.audit.Action;
import org.permanence.audit.AuditObject.Kind;
import org.permanence.management.ApiRoute.About;

/// All routes of the management port. A request that has no row here is not found.
///
/// Handlers of recordings, messages, notes, patients, keys and exports write their entries themselves, before they
/// act. Channels, the state of the audit log, readiness and metrics show no person and leave no entry.
final class ApiRoutes {

    private static final List<ApiRoute> ALL = List.of(
            ApiRoute.of("(GET|HEAD) metrics", Deed.READ_METRICS, About.ENGINE),
            ApiRoute.of("GET ready", Deed.READ_METRICS, About.ENGINE),
            ApiRoute.of("GET channels", Deed.SEE_CHANNELS, About.INSTALLATION),
            ApiRoute.of("GET journal", Deed.READ_JOURNAL, About.PRACTICE_PARAMETER)
                    .entered(Action.JOURNAL_READ, Kind.JOURNAL),
            ApiRoute.of("GET assistants", Deed.SEE_TEAM, About.TEAMS).entered(Action.ASSISTANTS_LISTED, Kind.ASSISTANT),
            ApiRoute.of("POST assistants/NAME/(?<what>login|logout|pause|ready)", Deed.SET_STATE, About.ASSISTANT)
                    .entered(Action.ASSISTANT_CHANGED, Kind.ASSISTANT),
            ApiRoute.of("POST assistants/NAME/(?<what>transfer)", Deed.TRANSFER_CALL, About.ASSISTANT)
                    .entered(Action.ASSISTANT_CHANGED, Kind.ASSISTANT),
            ApiRoute.of("GET practices/NAME(/versions(/\\d+)?)?", Deed.READ_RULES, About.PRACTICE)
                    .entered(Action.PRACTICE_READ, Kind.PRACTICE),
            ApiRoute.of("POST practices/NAME/(?<what>apply)", Deed.APPLY_RULES, About.PRACTICE)
                    .entered(Action.PRACTICE_CHANGED, Kind.PRACTICE),
            ApiRoute.of("POST practices/NAME/(?<what>rollback)", Deed.ROLL_BACK_RULES, About.PRACTICE)
                    .entered(Action.PRACTICE_CHANGED, Kind.PRACTICE),
            ApiRoute.of("GET on-call/(practices|groups)/NAME/(?<what>lines|overrides)", Deed.SEE_ON_CALL, About.ROTA)
                    .entered(Action.ROTA_READ, Kind.ROTA),
            ApiRoute.of("POST on-call/(practices|groups)/NAME/(?<what>overrides)", Deed.REPLACE_ON_CALL, About.ROTA)
                    .entered(Action.ROTA_OVERRIDDEN, Kind.ROTA),
            ApiRoute.of("POST on-call/overrides/NAME/(?<what>cancel)", Deed.CANCEL_ON_CALL, About.ROTA)
                    .entered(Action.ROTA_OVERRIDDEN, Kind.ROTA),
            ApiRoute.of("POST calls/NAME/recording/pause", Deed.PAUSE_RECORDING, About.CALL)
                    .entered(Action.RECORDING_PAUSED, Kind.CALL),
            ApiRoute.of("POST calls/NAME/recording/resume", Deed.PAUSE_RECORDING, About.CALL)
                    .entered(Action.RECORDING_RESUMED, Kind.CALL),
            ApiRoute.of("GET recordings", Deed.LIST_RECORDINGS, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET recordings/NAME/audio", Deed.PLAY_RECORDING, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET recordings/NAME/stream", Deed.PLAY_RECORDING, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET recordings/NAME/export", Deed.EXPORT_RECORDING, About.PRACTICE_PARAMETER),
            ApiRoute.of("POST recordings/NAME/verify", Deed.VERIFY_RECORDING, About.PRACTICE_PARAMETER),
            ApiRoute.of("POST recordings/NAME/hold", Deed.HOLD_RECORDING, About.PRACTICE_PARAMETER),
            ApiRoute.of("POST recordings/NAME/release", Deed.RELEASE_RECORDING, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET messages", Deed.LIST_MESSAGES, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET messages/NAME/audio", Deed.PLAY_MESSAGE, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET messages/NAME/stream", Deed.PLAY_MESSAGE, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET messages/NAME/export", Deed.EXPORT_MESSAGE, About.PRACTICE_PARAMETER),
            ApiRoute.of("POST messages/NAME/callback-number", Deed.READ_CALLBACK_NUMBER, About.PRACTICE_PARAMETER),
            ApiRoute.of("POST messages/NAME/acknowledge", Deed.ACKNOWLEDGE_MESSAGE, About.PRACTICE_PARAMETER),
            ApiRoute.of("POST calls/NAME/note", Deed.WRITE_NOTE, About.CALL),
            ApiRoute.of("GET notes", Deed.READ_NOTE, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET notes/NAME/text", Deed.READ_NOTE, About.PRACTICE_PARAMETER),
            ApiRoute.of("POST patients/erase", Deed.ERASE_PATIENT, About.PRACTICE_PARAMETER),
            ApiRoute.of("GET blocked-numbers", Deed.LIST_BLOCKED, About.PRACTICE_PARAMETER),
            ApiRoute.of("POST blocked-numbers/NAME/block", Deed.BLOCK_NUMBER, About.PRACTICE),
            ApiRoute.of("POST blocked-numbers/NAME/unblock", Deed.UNBLOCK_NUMBER, About.PRACTICE),
            ApiRoute.of("POST keys/NAME/rotate", Deed.ROTATE_KEY, About.PRACTICE),
            ApiRoute.of("GET gates", Deed.SEE_TEAM_GATES, About.TEAMS).entered(Action.GATES_READ, Kind.PERSON),
            ApiRoute.of("GET gates/assistants/NAME", Deed.SEE_GATES, About.ASSISTANT)
                    .entered(Action.GATES_READ, Kind.PERSON),
            ApiRoute.of("GET gates/practices/NAME", Deed.SEE_TRAINING, About.PRACTICE)
                    .entered(Action.GATES_READ, Kind.PRACTICE),
            ApiRoute.of("GET agreements/signed", Deed.SEE_AGREEMENTS, About.TEAMS)
                    .entered(Action.GATES_READ, Kind.PERSON),
            ApiRoute.of("GET agreements/(confidentiality|contract)", Deed.SEE_AGREEMENTS, About.ACCOUNTS),
            ApiRoute.of("POST agreements/confidentiality/sign", Deed.SIGN_AGREEMENT, About.SELF),
            ApiRoute.of("POST agreements/(confidentiality|contract)", Deed.WRITE_AGREEMENT, About.INSTALLATION),
            ApiRoute.of("GET contracts/NAME", Deed.SEE_AGREEMENTS, About.PRACTICE)
                    .entered(Action.GATES_READ, Kind.PRACTICE),
            ApiRoute.of("POST contracts/NAME/(sign|end)", Deed.SIGN_CONTRACT, About.PRACTICE),
            ApiRoute.of("GET instructions/NAME", Deed.READ_INSTRUCTIONS, About.PRACTICE),
            ApiRoute.of("POST instructions/NAME", Deed.WRITE_INSTRUCTIONS, About.PRACTICE),
            ApiRoute.of("POST instructions/NAME/sign", Deed.SIGN_INSTRUCTIONS, About.SELF),
            ApiRoute.of("GET trainings/NAME", Deed.SEE_GATES, About.ASSISTANT).entered(Action.GATES_READ, Kind.PERSON),
            ApiRoute.of("POST trainings/NAME", Deed.RECORD_TRAINING, About.ASSISTANT),
            ApiRoute.of("POST conflicts/NAME/(record|lift)", Deed.RECORD_CONFLICT, About.ASSISTANT),
            ApiRoute.of("GET people(/NAME)?", Deed.INVITE_PERSON, About.ACCOUNTS),
            ApiRoute.of("POST people/first", Deed.INVITE_PERSON, About.ENGINE),
            ApiRoute.of("POST people/invite", Deed.INVITE_PERSON, About.ACCOUNTS),
            ApiRoute.of("POST people/NAME/invite", Deed.INVITE_PERSON, About.ACCOUNTS),
            ApiRoute.of("POST people/NAME/service", Deed.INVITE_PERSON, About.ACCOUNTS),
            ApiRoute.of("POST people/NAME/enrol-device", Deed.INVITE_PERSON, About.ACCOUNTS),
            ApiRoute.of("GET people/NAME/devices", Deed.INVITE_PERSON, About.ACCOUNTS),
            ApiRoute.of("POST people/NAME/revoke-device", Deed.REST_PERSON, About.ACCOUNTS),
            ApiRoute.of("POST people/NAME/(give|take|staffing)", Deed.CHANGE_MEMBERSHIP, About.ACCOUNTS),
            ApiRoute.of("POST people/NAME/(rest|end-rest)", Deed.REST_PERSON, About.ACCOUNTS),
            ApiRoute.of("POST people/NAME/(leave|erase-name)", Deed.END_ACCOUNT, About.ACCOUNTS),
            ApiRoute.of("POST sign-in(/(code|begin|accept|challenge|service))?", Deed.SIGN_IN, About.SIGN_IN),
            ApiRoute.of("POST sign-in/(step-up|sessions|end)", Deed.MANAGE_OWN_SESSIONS, About.SIGN_IN),
            ApiRoute.of("POST people/NAME/reset-factors", Deed.REMOVE_FACTOR, About.ACCOUNTS),
            // Each request is decided by the row of the deed that it waits for.
            ApiRoute.of("GET approvals(/NAME)?", Deed.READ_OWN_ENTRIES, About.ACCOUNTS),
            ApiRoute.of("POST approvals/NAME/(give|refuse)", Deed.READ_OWN_ENTRIES, About.ACCOUNTS),
            ApiRoute.of("POST break-glass/practices/NAME", Deed.OPEN_BREAK_GLASS, About.OWN_PRACTICES),
            // Each access is decided by the rights at its practice.
            ApiRoute.of("GET break-glass(/NAME)?", Deed.SEE_BREAK_GLASS, About.ACCOUNTS),
            ApiRoute.of("POST break-glass/NAME/review", Deed.REVIEW_BREAK_GLASS, About.ACCOUNTS),
            ApiRoute.of("GET audit/state", Deed.SEE_AUDIT_HEALTH, About.INSTALLATION),
            ApiRoute.of("POST audit/verify", Deed.VERIFY_AUDIT_LOG, About.INSTALLATION)
                    .entered(Action.LOG_VERIFIED, Kind.LOG),
            ApiRoute.of("GET audit/own", Deed.READ_OWN_ENTRIES, About.SELF),
            ApiRoute.of("GET audit/export", Deed.EXPORT_AUDIT_LOG, About.PRACTICE_OR_INSTALLATION),
            ApiRoute.of("GET audit/certificate", Deed.CERTIFY_DESTRUCTION, About.PRACTICE_PARAMETER));

    private ApiRoutes() {}

    static List<ApiRoute> all() {
        return ALL;
    }

    /// The route of a request; empty if there is none.
    static Optional<ApiRoute.Match> find(ApiRequest request) {
        return ALL.stream().flatMap(route -> route.match(request).stream()).findFirst();
    }
}
