package org.permanence.dialplan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.permanence.call.Answer;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.journal.CallEvent;
import org.permanence.practice.Language;
import org.permanence.practice.Prompts;
import org.permanence.triage.MenuStep;
import org.permanence.triage.MenuStep.Asks;
import org.permanence.triage.MenuStep.AsksEmergency;
import org.permanence.triage.MenuStep.Done;
import org.permanence.triage.TriageMenu;
import org.permanence.triage.TriageResult;

/// Greets the caller and asks the emergency question, then the practice's own questions ([TriageMenu]). A key
/// during the greeting answers the emergency question: a caller who knows the menu, or is in danger, does not wait.
///
/// The emergency question is asked in each language the practice offers. A key chooses a language for the rest of
/// the call; the question is then asked again. A fax machine is detected while the questions are asked
/// ([FaxDetection]).
final class Intake {

    private static final Duration DIGIT_TIMEOUT = Duration.ofSeconds(5);

    private final CallContext context;
    private final Call call;
    private final FaxDetection faxDetection;

    Intake(CallContext context) {
        this.context = context;
        this.call = context.call();
        this.faxDetection = new FaxDetection(call);
    }

    /// Returns what the caller answered; empty for a fax machine.
    Optional<TriageResult> run() throws CallEnded {
        Optional<TriageResult> triage = triage(answerAndGreet());
        triage.ifPresent(result -> context.events()
                .triaged(result.urgency(), context.practice().languages().chosen()));
        return triage;
    }

    /// @return the key that the caller pressed during the greeting
    private Answer answerAndGreet() throws CallEnded {
        context.events().record(CallEvent.ARRIVED);
        call.answer();
        context.events().record(CallEvent.ANSWERED);
        if (context.practice().intake().refusesFaxes()) {
            faxDetection.start();
        }
        Answer answer = heard(call.playUntilKey(context.prompts().greeting()));
        context.events().record(CallEvent.GREETED);
        return answer;
    }

    private Optional<TriageResult> triage(Answer duringGreeting) throws CallEnded {
        TriageMenu menu = context.practice().intake().menu();
        MenuStep step = afterGreeting(menu, duringGreeting);
        while (true) {
            switch (step) {
                case AsksEmergency _ ->
                    step = afterEmergencyQuestion(
                            menu, step, ask(context.practice().emergencyQuestion()));
                case Asks(var question, var _) ->
                    step = menu.next(step, ask(List.of(context.prompts().question(question.name()))));
                case Done(TriageResult triage) -> {
                    faxDetection.stop();
                    return Optional.of(triage);
                }
            }
            if (faxDetection.isFax(context.inCriticalLanguages(Prompts::faxQuestion))) {
                return Optional.empty();
            }
        }
    }

    /// A key without a meaning does not use up an attempt: the caller has not heard the question yet.
    private MenuStep afterGreeting(TriageMenu menu, Answer duringGreeting) {
        MenuStep next = afterEmergencyQuestion(menu, menu.firstStep(), duringGreeting);
        return next instanceof AsksEmergency ? menu.firstStep() : next;
    }

    /// A key that chooses a language does not answer the question.
    private MenuStep afterEmergencyQuestion(TriageMenu menu, MenuStep step, Answer answer) {
        Optional<Language> language = context.practice().languages().chosenBy(answer);
        language.ifPresent(context::useLanguage);
        return language.isPresent() ? step : menu.next(step, answer);
    }

    private Answer ask(List<Prompt> question) throws CallEnded {
        return heard(call.ask(new Question(question, DIGIT_TIMEOUT)));
    }

    private Answer heard(Answer answer) throws CallEnded {
        if (answer instanceof Answer.Digit) {
            faxDetection.stop();
        }
        return answer;
    }
}
