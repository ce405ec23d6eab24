"""What each part of readiness looks at, in the bound company's scope."""
