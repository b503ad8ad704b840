package org.permanence.management;

import org.permanence.access.AccessRequest;
import org.permanence.access.PracticeScope;
import org.permanence.access.Principal;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.privacy.PersonalText;

/// Reads the person (`actor`, `role`), the `purpose` and the reason of an access.
public final class AccessRequests {

    /// Seals a reason for the data protection officer of the practice whose data it is about.
    @FunctionalInterface
    public interface ReasonSealing {

        AccessRequest.Reason seal(PersonalText reason);
    }

    private static final String DEVICE = "cli";

    private final ReasonSealing sealing;

    public AccessRequests(ReasonSealing sealing) {
        this.sealing = sealing;
    }

    /// @throws IllegalArgumentException if a parameter is missing or unknown
    AccessRequest read(ApiRequest request) {
        AccessRequest.Reason reason = request.reason()
                .map(text -> sealing.seal(new PersonalText(text)))
                .orElse(AccessRequest.Reason.NONE);
        return new AccessRequest(person(request), purpose(request), reason);
    }

    /// The person who asks.
    ///
    /// @throws IllegalArgumentException as [#read]
    static Principal.Person person(ApiRequest request) {
        return new Principal.Person(
                request.requiredParameter("actor"),
                request.requiredParameter(Role.class, "role"),
                DEVICE,
                Principal.NO_SESSION);
    }

    /// The practice that the request is permitted for: only its rows are read or changed.
    ///
    /// @throws IllegalArgumentException if the request names no practice
    static PracticeScope scope(ApiRequest request) {
        return request.scope()
                .orElseThrow(() -> new IllegalArgumentException("practice: missing (expected: a practice's name)"));
    }

    /// The purpose of the access.
    ///
    /// @throws IllegalArgumentException as [#read]
    static Purpose purpose(ApiRequest request) {
        return request.requiredParameter(Purpose.class, "purpose");
    }
}
