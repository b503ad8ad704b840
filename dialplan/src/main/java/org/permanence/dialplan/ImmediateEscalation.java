package org.permanence.dialplan;

import static org.permanence.flow.Disposition.EMERGENCY_ANNOUNCED;
import static org.permanence.flow.Disposition.ESCALATED;

import java.util.List;
import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Line;
import org.permanence.call.Prompt;
import org.permanence.flow.Disposition;
import org.permanence.oncall.OnCallPolicy;
import org.permanence.triage.Urgency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rings the emergency lines or the doctors on call for a caller who is not in the queue. If none takes the call,
/// the caller hears at once which number to dial.
final class ImmediateEscalation {

    private static final Logger LOG = LoggerFactory.getLogger(ImmediateEscalation.class);

    private final CallContext context;
    private final Call call;
    private final Escalation escalation;

    ImmediateEscalation(CallContext context) {
        this.context = context;
        this.call = context.call();
        this.escalation = new Escalation(context, () -> {});
    }

    /// Rings each line once.
    Disposition ringEmergencyLines(List<Line> lines) throws CallEnded {
        var rules = context.practice().emergency();
        call.announce(context.prompts().ringingEmergency()); // The first line rings during the announcement.
        Optional<Prompt> question =
                rules.confirmByKey() ? Optional.of(context.prompts().onCallQuestion(Urgency.VITAL)) : Optional.empty();
        boolean accepted = escalation.ring(lines, rules.ringTimeout(), question, Optional.empty());
        return accepted ? ESCALATED : notAccepted();
    }

    /// Rings the doctors on call in as many rounds as the practice's rota has.
    ///
    /// @param firstRound the lines of the first round; later rounds ring the lines that are on call by then
    Disposition ringOnCallRounds(List<Line> firstRound, Urgency urgency) throws CallEnded {
        call.surviveEngineLoss();
        call.announce(context.prompts().ringingOnCall());
        List<Line> lines = firstRound;
        for (int round = context.practice().onCall().map(OnCallPolicy::rounds).orElse(0); round > 0; round--) {
            if (ringOnCallRound(lines, urgency)) {
                return ESCALATED;
            }
            lines = context.onCallLines();
        }
        return notAccepted();
    }

    private boolean ringOnCallRound(List<Line> lines, Urgency urgency) throws CallEnded {
        return escalation.ring(
                lines,
                context.practice().onCall().orElseThrow().ringTimeout(),
                Optional.of(context.prompts().onCallQuestion(urgency)),
                Optional.of(context.prompts().ringingNext()));
    }

    private Disposition notAccepted() throws CallEnded {
        LOG.atError()
                .addKeyValue("call", call.id())
                .addKeyValue("practice", context.practice().id())
                .log("escalation.not-accepted");
        context.playDialEmergency();
        return EMERGENCY_ANNOUNCED;
    }
}
