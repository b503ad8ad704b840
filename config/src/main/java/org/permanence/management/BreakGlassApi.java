package org.permanence.management;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.permanence.access.Principal;
import org.permanence.access.Rights;
import org.permanence.assistant.Login;
import org.permanence.breakglass.BreakGlass;
import org.permanence.breakglass.BreakGlass.Verdict;
import org.permanence.breakglass.BreakGlassException;
import org.permanence.breakglass.BreakGlassId;
import org.permanence.breakglass.BreakGlassService;
import org.permanence.breakglass.BreakGlassService.Viewer;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.seal.BreakGlassReason;
import org.permanence.text.EnumWords;

/// Break-glass access: open, list, show, review. The reason is in the header [ReasonHeader], and no answer has it
/// in clear.
public final class BreakGlassApi {

    /// The first segment of the API's paths.
    static final String PATH = "break-glass";

    private final BreakGlassService breakGlass;
    private final Function<Login, Rights> rights;
    private final AccessRequests access;
    private final InstantSource clock;

    /// @param rights what a person may do now
    public BreakGlassApi(
            BreakGlassService breakGlass, Function<Login, Rights> rights, AccessRequests access, InstantSource clock) {
        this.breakGlass = breakGlass;
        this.rights = rights;
        this.access = access;
        this.clock = clock;
    }

    Reply handle(ApiRequest request) {
        try {
            return switch (request.method() + " " + request.segment(2)) {
                case "GET " -> request.path().size() == 1 ? list(request) : show(request);
                case "POST review" -> review(request);
                default -> open(request);
            };
        } catch (BreakGlassException refused) {
            return Reply.problem(
                    switch (refused.refusal()) {
                        case UNKNOWN -> 404;
                        case NOT_PERMITTED -> 403;
                        case CONFLICT -> 409;
                    },
                    String.valueOf(refused.getMessage()));
        }
    }

    private Reply open(ApiRequest request) {
        var practice = new PracticeId(request.segment(2));
        requireReason(request);
        return Reply.ok(
                toJson(breakGlass.open(access.read(request), viewer(request).rights(), practice)));
    }

    private static void requireReason(ApiRequest request) {
        var _ = new BreakGlassReason(new PersonalText(request.reason().orElse("")));
    }

    private Reply list(ApiRequest request) {
        return Reply.ok(
                breakGlass.list(viewer(request)).stream().map(this::toJson).toList());
    }

    private Reply show(ApiRequest request) {
        BreakGlassService.Shown shown = breakGlass.show(viewer(request), AccessRequests.purpose(request), id(request));
        Map<String, Object> json = toJson(shown.access());
        shown.reason().ifPresent(reason -> json.put("reason", reason.base64()));
        return Reply.ok(json);
    }

    private Reply review(ApiRequest request) {
        return Reply.ok(toJson(breakGlass.review(
                viewer(request),
                AccessRequests.purpose(request),
                id(request),
                request.requiredParameter(Verdict.class, "verdict"))));
    }

    private Viewer viewer(ApiRequest request) {
        Principal.Person person = AccessRequests.person(request);
        return new Viewer(person, rights.apply(new Login(person.name())));
    }

    private static BreakGlassId id(ApiRequest request) {
        return new BreakGlassId(request.segment(1));
    }

    private Map<String, Object> toJson(BreakGlass opened) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("break-glass", opened.id().value());
        json.put("practice", opened.practice().value());
        json.put("opened-by", opened.opener().value());
        json.put("state", opened.isOpen(clock.instant()) ? "open" : "ended");
        json.put("opened-at", opened.openedAt().toString());
        json.put("ends-at", opened.endsAt().toString());
        json.put("review-until", opened.reviewUntil().toString());
        opened.review().ifPresent(review -> {
            json.put("verdict", EnumWords.of(review.verdict()));
            json.put("reviewed-by", review.reviewer().value());
            json.put("reviewed-at", review.at().toString());
        });
        return json;
    }
}
