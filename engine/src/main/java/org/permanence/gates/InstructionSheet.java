package org.permanence.gates;

import java.util.ArrayList;
import java.util.List;

/// An instruction sheet: a text, and up to five questions about it. A line that starts with `? ` begins a question.
/// Below it, `+ ` starts the right choice and `- ` a wrong one.
///
/// ```text
/// Repeat prescriptions: note the drug, and promise no date.
///
/// ? A patient needs a prescription by tonight.
/// - Promise it.
/// + Note the drug and promise no date.
/// ```
public record InstructionSheet(String text, List<Question> questions) {

    private static final int MAX_QUESTIONS = 5;
    private static final int MAX_CHOICES = 6;

    /// A question about the text.
    ///
    /// @param right the number of the right choice, from 1
    public record Question(String text, List<String> choices, int right) {

        public Question {
            choices = List.copyOf(choices);
        }
    }

    public InstructionSheet {
        questions = List.copyOf(questions);
    }

    /// Reads a sheet.
    ///
    /// @throws IllegalArgumentException if it has more than five questions, or a question has not two to six
    ///     choices with exactly one right one
    public static InstructionSheet parse(String sheet) {
        String[] parts = ("\n" + sheet).split("\n\\? ", -1);
        if (parts.length - 1 > MAX_QUESTIONS) {
            throw new IllegalArgumentException(
                    "questions: " + (parts.length - 1) + " (expected: at most " + MAX_QUESTIONS + ")");
        }
        List<Question> questions = new ArrayList<>();
        for (int number = 1; number < parts.length; number++) {
            questions.add(question(number, parts[number]));
        }
        return new InstructionSheet(parts[0].strip(), questions);
    }

    private static Question question(int number, String part) {
        List<String> lines =
                part.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("question " + number + ": empty (expected: a text after ?)");
        }
        List<String> choices = new ArrayList<>();
        int right = 0;
        for (String line : lines.subList(1, lines.size())) {
            if (!line.startsWith("+ ") && !line.startsWith("- ")) {
                throw new IllegalArgumentException(
                        "question " + number + ": another line below it (expected: choices that start with + or -)");
            }
            choices.add(line.substring(2).strip());
            if (line.startsWith("+ ")) {
                if (right != 0) {
                    throw new IllegalArgumentException(
                            "question " + number + ": two right choices (expected: one line that starts with +)");
                }
                right = choices.size();
            }
        }
        if (right == 0 || choices.size() < 2 || choices.size() > MAX_CHOICES) {
            throw new IllegalArgumentException("question " + number + ": " + choices.size()
                    + " choices (expected: 2 to " + MAX_CHOICES + ", one of which starts with +)");
        }
        return new Question(lines.getFirst(), choices, right);
    }

    /// Whether all questions are answered right.
    ///
    /// @param answers the number of a choice for each question, from 1
    public boolean isPassed(List<Integer> answers) {
        return answers.equals(questions.stream().map(Question::right).toList());
    }
}
