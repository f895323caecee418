# What an API needs around it.

resource "aws_iam_role" "gateway" {
  name        = "shop-gateway"
  description = local.first ? "For API Gateway" : "For API Gateway, too"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "apigateway.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
  tags = local.first ? { of = "gateway" } : { of = "gateway", revision = "two" }
}

resource "aws_iam_role_policy" "invoke" {
  name = "invoke"
  role = aws_iam_role.gateway.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "lambda:InvokeFunction", Resource = local.first ? "*" : aws_lambda_function.handler.arn }]
  })
}

resource "aws_iam_policy" "logs" {
  name = "shop-logs"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = local.first ? ["logs:*"] : ["logs:PutLogEvents"], Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.gateway.name
  policy_arn = aws_iam_policy.logs.arn
}

resource "aws_iam_role" "function" {
  name = "shop-function"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "lambda.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "basic" {
  role       = aws_iam_role.function.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_iam_user" "deployer" {
  name = "shop-deployer"
  tags = local.first ? { of = "shop" } : { of = "shop", revision = "two" }
}

resource "aws_iam_access_key" "deployer" {
  user = aws_iam_user.deployer.name
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/shop/access"
  retention_in_days = local.first ? 7 : 14
  tags              = local.first ? { of = "shop" } : { of = "shop", revision = "two" }
}

resource "aws_lambda_function" "handler" {
  function_name    = "shop-handler"
  role             = aws_iam_role.function.arn
  runtime          = "nodejs22.x"
  handler          = "index.handler"
  filename         = "${path.module}/handler.zip"
  source_code_hash = filebase64sha256("${path.module}/handler.zip")
  description      = local.first ? "Handles" : "Handles more"
  memory_size      = local.first ? 128 : 256
  timeout          = local.first ? 3 : 6
  publish          = true

  environment {
    variables = local.first ? { COLOUR = "red" } : { COLOUR = "blue", SIZE = "xl" }
  }

  tags = local.first ? { of = "shop" } : { of = "shop", revision = "two" }
}

resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = aws_lambda_function.handler.function_name
  function_version = "1"
  description      = local.first ? "live" : "really live"
}

resource "aws_lambda_permission" "gateway" {
  statement_id  = "gateway"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.handler.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.shop.execution_arn}/*"
}
