package io.inferbench.examples.shootout;

import io.inferbench.api.report.RunReport;
import io.inferbench.core.json.ReportFormatException;
import io.inferbench.core.json.ReportJson;
import io.inferbench.core.json.SavedReports;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the reports that arguments name, and says what is wrong with those that cannot be read. */
final class ReportArguments {

    private ReportArguments() {}

    /** Returns the report that one argument means. */
    static RunReport read(Path given) throws BadInputException {
        try {
            return ReportJson.read(SavedReports.one(given));
        } catch (ReportFormatException | IOException unreadable) {
            throw told(given, unreadable);
        }
    }

    /** Returns the files of all reports that one argument means. */
    static List<Path> files(Path given) throws BadInputException {
        try {
            return SavedReports.all(given);
        } catch (IOException unreadable) {
            throw told(given, unreadable);
        }
    }

    private static BadInputException told(Path given, Exception unreadable) {
        if (unreadable instanceof NoSuchFileException absent) {
            return new BadInputException(given + ": " + absent.getReason(), unreadable);
        }
        return new BadInputException(
                unreadable instanceof ReportFormatException
                        ? String.valueOf(unreadable.getMessage())
                        : given + " cannot be read: " + unreadable,
                unreadable);
    }
}
