package org.permanence.management;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.access.Principal;
import org.permanence.access.Role;
import org.permanence.people.Region;
import org.permanence.practice.PracticeId;

/// Requests that the table of rights has permitted, for tests of what handles them.
final class PermittedRequests {

    private PermittedRequests() {}

    /// @param parameters of the query; with `practice`, its rows may be touched
    static ApiRequest of(String method, String path, Map<String, String> parameters, String login, Role role) {
        Optional<PracticeScope> scope = Optional.ofNullable(parameters.get("practice"))
                .map(practice -> Policy.scopeOfEngine(new PracticeId(practice)));
        var person = new Principal.Person(login, role, "cli", Principal.NO_SESSION);
        return new ApiRequest(method, List.of(path.split("/")), parameters, Optional.empty(), Optional.empty(), "")
                .permitted(new Permission(person, Set.of(), scope, Map.of(), Region.EEA));
    }
}
