package org.permanence.note;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.permanence.assistant.Login;
import org.permanence.call.Call;
import org.permanence.call.CallId;
import org.permanence.practice.Practice;
import org.permanence.privacy.PhoneNumber;
import org.permanence.transfer.ConversationListener;

/// The calls that assistants have on this engine, or had within the last hour. It is kept in memory: a call that
/// was connected before the engine's restart is not known.
public final class AssistantCalls implements ConversationListener {

    /// How long a note can be written after the conversation.
    private static final Duration REMEMBERED_FOR = Duration.ofHours(1);

    private final Map<Conversation, State> conversations = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record Conversation(CallId call, Login assistant) {}

    /// @param ended empty while the assistant is on the call
    private record State(AssistantCall call, Optional<Instant> ended) {

        boolean isOver(Instant now) {
            return ended.filter(end -> end.plus(REMEMBERED_FOR).isBefore(now)).isPresent();
        }
    }

    /// A call of an assistant.
    ///
    /// @param caller empty if no number was presented
    public record AssistantCall(CallId call, Practice practice, Optional<PhoneNumber> caller) {}

    public AssistantCalls(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public void connected(Call call, Practice practice, Login assistant) {
        Instant now = clock.instant();
        conversations.values().removeIf(state -> state.isOver(now));
        conversations.put(
                new Conversation(call.id(), assistant),
                new State(new AssistantCall(call.id(), practice, call.caller()), Optional.empty()));
    }

    @Override
    public void ended(CallId call) {
        Instant now = clock.instant();
        conversations.replaceAll((conversation, state) ->
                conversation.call().equals(call) && state.ended().isEmpty()
                        ? new State(state.call(), Optional.of(now))
                        : state);
    }

    /// A call that this assistant has now, or had within the last hour; empty for all others.
    public Optional<AssistantCall> find(Login assistant, CallId call) {
        return Optional.ofNullable(conversations.get(new Conversation(call, assistant)))
                .filter(state -> !state.isOver(clock.instant()))
                .map(State::call);
    }
}
