"""What each status and kind is called on the page, and the colour of its tag."""

from __future__ import annotations

WORDS = {
    # kinds of opportunity
    "work_experience": "Work experience",
    "taster": "Taster or shadowing",
    "apprenticeship": "Apprenticeship",
    "internship": "Paid internship",
    "supported": "Supported activity",
    "mentoring": "Mentoring",
    "job": "Job",
    # employers
    "email_unverified": "Email not confirmed",
    "pending_review": "Waiting for the council",
    "more_info": "More information asked for",
    "approved": "Approved",
    "declined": "Declined",
    "dormant": "Quiet",
    # contacts of a list
    "new": "Not written to yet",
    "stopped": "Asked us to stop",
    "suspended": "Paused by the council",
    "archived": "Archived",
    # opportunities
    "draft": "Draft",
    "submitted": "Waiting for a check",
    "changes_requested": "Changes asked for",
    "live": "Live",
    "paused": "Paused",
    "filled": "Filled",
    "closed": "Closed",
    "expired": "Past its closing date",
    "withdrawn_by_council": "Taken down by the council",
    # questions from outside
    "waiting": "Waiting for an answer",
    "answered": "Answered",
    # calls somebody asked for
    "call_asked": "To ring",
    "call_try_again": "Try again",
    "call_done": "Settled",
    "call_stopped": "No longer tried",
    # young people
    "not_started": "Not started",
    "in_progress": "Getting ready",
    "ready": "Ready",
    "not_now": "Not now",
    # runs of the engine
    "run_running": "Running",
    "run_published": "Published",
    "run_unchanged": "Nothing new",
    "run_failed": "Did not finish",
    # suggestions
    "suggested": "Suggested",
    "shortlisted": "Shortlisted",
    "discussed": "Talked about",
    "yp_interested": "Interested",
    "yp_not_now": "Not now",
    "yp_declined": "Said no",
    "dismissed": "Set aside",
    # introductions
    "awaiting_agreement": "Waiting for a yes",
    "sent": "Sent",
    "seen": "Seen",
    "interview_booked": "Interview booked",
    "interviewed": "Interviewed",
    "offered": "Offered",
    "accepted": "Accepted",
    "declined_by_yp": "Young person said no",
    "not_successful": "Not this time",
    "no_response": "No answer",
    "withdrawn": "Withdrawn",
    "obsolete": "Placed elsewhere",
    # placements
    "preparing": "Getting ready",
    "agreed": "Agreed",
    "active": "Under way",
    "completed": "Completed",
    "ended_early": "Ended early",
    "did_not_start": "Did not start",
    "reviewed": "Reviewed",
    # guaranteed interviews
    "declared": "Declared",
    "eligibility_check": "Checking eligibility",
    "criteria_check": "Checking the criteria",
    "interview_guaranteed": "Interview guaranteed",
    "criteria_not_met": "Criteria not met",
    "invited": "Invited",
    "no_show": "Did not attend",
    "not_appointed": "Not appointed",
    "feedback_given": "Feedback given",
    # referrals
    "received": "Received",
    "acknowledged": "Acknowledged",
    "contacted": "Contacted",
    "registered": "Registered",
    "not_interested": "Not interested",
    "duplicate": "Already referred",
    "offer_live": "Offer live",
    "first_placement": "First placement",
    # concerns
    "looking": "Being looked into",
    "action_taken": "Something was done",
    "no_action": "Nothing needed doing",
    # fair days
    "planned": "Planned",
    "drawn": "Drawn",
    "confirming": "Being confirmed",
    "done": "Done",
    "cancelled": "Cancelled",
    "careers_fair": "Careers fair",
    "summer_cohort": "Summer cohort",
    "stable": "The stable one",
    "optimal": "The best total",
    "by_hand": "By hand",
    # rows of dated tables
    "row_proposed": "Waiting for a second person",
    "row_confirmed": "Confirmed",
    "row_sent_back": "Sent back",
    "row_taken_back": "Taken back",
    "row_replaced": "Replaced by another row",
    # how keen, how well it fits, what was ticked
    "keen": "Keen",
    "curious": "Curious",
    "not_for_me": "Not for me",
    "strong": "Strong match",
    "good": "Good match",
    "possible": "Possible match",
    "ask": "Worth asking about",
    "met": "Met",
    "not_met": "Not met",
    "unclear": "Unclear",
    "hr": "Council HR",
}

_BY_TONE = {
    "green": "action_taken approved live ready active completed accepted agreed offered yp_interested "
    "interview_guaranteed met first_placement offer_live strong keen run_published "
    "row_confirmed answered",
    "teal": "interview_booked interviewed seen sent invited registered shortlisted discussed "
    "reviewed feedback_given confirming done good curious in_progress preparing",
    "amber": "pending_review more_info submitted changes_requested awaiting_agreement paused "
    "eligibility_check criteria_check unclear received email_unverified declared "
    "row_proposed call_asked call_try_again waiting",
    "red": "suspended withdrawn_by_council no_response no_show criteria_not_met not_met run_failed",
    "blue": "looking planned drawn suggested acknowledged contacted possible ask run_running",
}
TONES = {status: tone for tone, statuses in _BY_TONE.items() for status in statuses.split()}
