package org.permanence.assistant;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.permanence.practice.TeamId;

/// The assistants at one moment. Immutable.
public final class AssistantSnapshot implements AssistantDirectory {

    private final List<TeamId> teams;
    private final Map<Login, Assistant> known;
    private final Map<Login, Assistant> inService;

    /// @param known     all assistants, in the order in which they are listed
    /// @param inService those of them who may take new calls
    public AssistantSnapshot(List<TeamId> teams, Collection<Assistant> known, Collection<Assistant> inService) {
        this.teams = List.copyOf(teams);
        this.known = byLogin(known);
        this.inService = byLogin(inService);
    }

    private static Map<Login, Assistant> byLogin(Collection<Assistant> assistants) {
        Map<Login, Assistant> byLogin = new LinkedHashMap<>();
        assistants.forEach(assistant -> byLogin.put(assistant.login(), assistant));
        return Collections.unmodifiableMap(byLogin);
    }

    @Override
    public Optional<Assistant> find(Login login) {
        return Optional.ofNullable(known.get(login));
    }

    @Override
    public Optional<Assistant> findInService(Login login) {
        return Optional.ofNullable(inService.get(login));
    }

    @Override
    public Collection<Assistant> inService() {
        return inService.values();
    }

    @Override
    public List<TeamId> teams() {
        return teams;
    }
}
