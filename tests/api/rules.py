"""Who may do what: each path of the API, its verbs, and the least role that each of them takes.

`anyone` needs no sign-in, `user` any sign-in. A verb that is not here is none of the API's, and
whoever adds one has to say here who may use it.
"""

ANYONE, USER = "anyone", "user"
VIEWER, MANAGER, OWNER = "viewer", "manager", "owner"

READ = {"get": VIEWER}
MANAGED_LIST = {"get": VIEWER, "post": MANAGER}
MANAGED_ONE = {"get": VIEWER, "patch": MANAGER, "delete": MANAGER}
OWNED_LIST = {"get": VIEWER, "post": OWNER}
OWNED_ONE = {"get": VIEWER, "patch": OWNER, "delete": OWNER}

COMPANY_RULES = {
    "/configuration": READ,
    "/configuration/variables": {"get": VIEWER, "patch": MANAGER},
    "/configuration/variables/preview": {"post": MANAGER},
    "/configuration/variables/apply": {"post": MANAGER},
    "/configuration/variables/{name}/usage": READ,
    "/configuration/filler-words": {"get": VIEWER, "put": MANAGER},
    "/configuration/urgency-keywords": {"get": VIEWER, "put": MANAGER},
    "/configuration/sync": {"post": OWNER},
    "/configuration/sync/preview": {"post": OWNER},
    "/configuration/sync/undo": {"post": OWNER},
    "/configuration/history": READ,
    "/configuration/history/{version}/restore": {"post": OWNER},
    "/scenarios": MANAGED_LIST,
    "/scenarios/{scenarioKey}": MANAGED_ONE,
    "/scenarios/{scenarioKey}/reset": {"post": MANAGER},
    "/knowledge-management": MANAGED_LIST,
    "/knowledge-management/{id}": MANAGED_ONE,
    "/knowledge-management/{id}/warnings": READ,
    "/knowledge-management/suggestions": {"post": MANAGER},
    "/knowledge-management/import": {"post": MANAGER},
    "/knowledge-management/export": READ,
    "/unanswered": READ,
    "/unanswered/{id}/to-knowledge": {"post": MANAGER},
    "/unanswered/{id}/dismiss": {"post": MANAGER},
    "/phone": READ,
    "/test-calls": {"post": MANAGER},
    "/test-calls/{callSid}/turns": {"post": MANAGER},
    "/match": {"post": VIEWER},
    "/readiness": READ,
    "/go-live": {"post": OWNER, "delete": OWNER},
    "/voice-settings": {"get": VIEWER, "patch": OWNER},
    "/business-hours": {"get": VIEWER, "patch": MANAGER},
    "/call-handling": {"get": VIEWER, "patch": OWNER},
    "/retention": {"get": VIEWER, "patch": OWNER},
    "/callers/erase": {"post": OWNER},
    "/phone-numbers": OWNED_LIST,
    "/phone-numbers/{id}": OWNED_ONE,
    "/appointments": READ,
    "/appointments/{id}": {"get": VIEWER, "patch": MANAGER},
    "/messages": READ,
    "/messages/{id}": {"get": VIEWER, "patch": MANAGER},
    "/analytics": READ,
    "/calls": READ,
    "/calls/{callSid}": READ,
    "/calls/export": READ,
    "/users": OWNED_LIST,
    "/users/{id}": OWNED_ONE,
    "/users/{id}/invitation": {"post": OWNER},
    "/audit-log": READ,
}
PLATFORM_RULES = {
    "/api/auth/token": {"post": ANYONE},
    "/api/auth/refresh": {"post": ANYONE},
    "/api/auth/logout": {"post": ANYONE},
    "/api/auth/invitation": {"post": ANYONE},
    "/api/auth/password": {"post": USER},
    "/api/templates": {"get": USER},
}
RULES = {
    **PLATFORM_RULES,
    **{f"/api/company/{{companyId}}{path}": verbs for path, verbs in COMPANY_RULES.items()},
}
